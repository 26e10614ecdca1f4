// GET /gateway/v1/doelbinding tells each caller its own doelen and what they give, and nobody anything of another's.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { problemOf } from '../end-to-end/support/problem.ts'

const PATH = '/gateway/v1/doelbinding'
const DAY = 86_400_000
/** Beyond today wherever the clock stands, for UTC and Amsterdam do not change days at once. */
const lastDay = new Date(Date.now() + DAY).toISOString().slice(0, 10)

const policy = policyOf(
  {
    smal: doel({
      versie: 3,
      partijtypen: ['zorgverlener'],
      bewerkingen: ['detail'],
      categorieen: ['naam', 'titel'],
      rijfilter: { zorgsoort: ['03'] },
      geldigTot: lastDay,
    }),
    breed: doel(),
  },
  {
    een: afnemer('een', ['smal']),
    twee: afnemer('twee', ['breed', 'smal']),
    geen: afnemer('geen', [], { rollen: ['beheer', 'fg'] }),
  },
)

const smal = {
  doel: 'smal',
  versie: 3,
  naam: 'Doel van een test',
  grondslag: 'avg-6-1-c',
  onderbouwing: 'alleen in een test',
  partijtypen: ['zorgverlener'],
  bewerkingen: ['detail'],
  categorieen: [
    { categorie: 'naam', noodzaak: 'nodig om naam te tonen' },
    { categorie: 'titel', noodzaak: 'nodig om titel te tonen' },
  ],
  rijfilter: { zorgsoort: ['03'] },
  geldigTot: lastDay,
  vanKracht: true,
}

interface Overzicht {
  doelen: Array<{ doel: string; vanKracht: boolean; rijfilter?: unknown; geldigTot?: unknown }>
  rollen: string[]
}

test('what callers see of the policy', async (t) => {
  const clock = createFakeClock(Date.now())
  const { ask, audit, sandbox } = await withGateway(t, { policy, clock })
  const seenBy = async (key: string) => (await (await ask(PATH, { key })).json()) as Overzicht

  await t.test('one doel, in full', async () => {
    const answer = await ask(PATH, { key: 'sleutel-een' })
    assert.deepEqual(await answer.json(), {
      afnemer: 'een',
      naam: 'Afnemer een',
      contact: 'beheer@voorbeeldziekenhuis.example',
      rollen: [],
      doelen: [smal],
      verwerkingsverantwoordelijke: { naam: 'Testziekenhuis', fg: 'fg@testziekenhuis.example' },
      policy: createHash('sha256').update(JSON.stringify(policy)).digest('hex'),
    })
    assert.equal(answer.headers.get('cache-control'), 'private, no-cache')
    assert.equal(answer.headers.get('api-version'), '0.1.0')
    assert.match(answer.headers.get('vary') ?? '', /Authorization, X-API-Key/)
  })

  await t.test('several, in the order of the policy, what is not limited without limits', async () => {
    const [breed, ander, ...rest] = (await seenBy('sleutel-twee')).doelen
    assert.deepEqual([breed?.doel, ander, rest], ['breed', smal, []])
    assert.ok(breed && !('rijfilter' in breed) && !('geldigTot' in breed) && breed.vanKracht)
  })

  await t.test('none, and the roles', async () => {
    const { doelen, rollen } = await seenBy('sleutel-geen')
    assert.deepEqual([doelen, rollen.sort()], [[], ['beheer', 'fg']])
  })

  await t.test('one line for each answer to a known caller, and no call', () => {
    assert.equal(audit().length, 3)
    assert.equal(sandbox.control.counters().total, 0)
  })

  await t.test('a doel that expired says so', async () => {
    await clock.advance(3 * DAY)
    assert.deepEqual((await seenBy('sleutel-een')).doelen, [{ ...smal, vanKracht: false }])
  })

  await t.test('HEAD, and nobody', async () => {
    const head = await ask(PATH, { key: 'sleutel-een', method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    await problemOf(await ask(PATH, { key: '' }), 401)
  })
})
