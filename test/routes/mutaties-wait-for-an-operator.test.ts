// How far the feed is followed is for who has the role beheer, and so is the word that erasures may go.

import assert from 'node:assert/strict'
import test from 'node:test'
import { mutaties } from '../../src/cli/mutaties.ts'
import { problemOf } from '../end-to-end/support/problem.ts'
import { eventually } from '../support/eventually.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const PATH = '/gateway/v1/beheer/mutaties'
const HELD = 30

interface Stand {
  stand: string
  bijgewerktTot: string | null
  wachtend: { partijen: number; kenmerk: string } | null
}

const policy = policyOf(
  { alles: doel() },
  { alles: afnemer('alles', ['alles']), baas: afnemer('baas', ['alles'], { rollen: ['beheer'] }) },
)

test('so many parties that are gone at once', async (t) => {
  const gateway = await withGateway(t, { policy, env: { ENUMERATIE_RUN: '1000000' } })
  const { ask, sandbox, url, audit } = gateway
  const { control } = sandbox
  const codes = control.register
    .all()
    .flatMap(({ type, document }) => (type === 'zorgverlener' ? [document.AGBCode] : []))
    .slice(0, HELD)
  const stand = async () => (await (await ask(PATH, { key: 'sleutel-baas' })).json()) as Stand
  const confirm = (body: unknown, key = 'sleutel-baas') =>
    fetch(`${url}${PATH}/bevestigen`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const said: string[] = []
  const io = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    readFile: async () => Buffer.from('sleutel-baas\n'),
    now: () => 0,
  }
  const word = (...args: string[]) => mutaties([...args, '--url', url, '--sleutel', 'x'], io)

  await t.test('are not to be seen without the role', async () => {
    await problemOf(await ask(PATH), 403, 'rol-ontbreekt')
    await problemOf(await confirm({ kenmerk: '0'.repeat(16) }, 'sleutel-alles'), 403, 'rol-ontbreekt')
  })

  await t.test('wait, are served flagged, and are named', async () => {
    assert.equal((await stand()).stand, 'bij')
    for (const code of codes) assert.equal((await ask(`/v2/zorgverleners/${code}`)).status, 200)
    for (const agbcode of codes) control.mutate({ kind: 'remove', agbcode })
    await ask(`/v2/zorgpartijen/mutaties/${control.register.vandaag()}`)
    const { wachtend } = await eventually('they wait', async () => {
      const now = await stand()
      return now.wachtend ? now : undefined
    })
    assert.equal(wachtend?.partijen, HELD)
    const answer = await ask(`/v2/zorgverleners/${codes[0]}`)
    assert.deepEqual([answer.status, answer.headers.get('agb-onbewezen')], [200, 'verwijdering-wacht'])
    assert.equal(await word(), 1)
    assert.match(said.join(), new RegExp(`${HELD} verwijderingen.*${wachtend?.kenmerk}`))
  })

  await t.test('go by the word for exactly them', async () => {
    await problemOf(await confirm({ kenmerk: '0'.repeat(16) }), 409, 'wacht-niet-meer')
    await problemOf(await confirm({ kenmerk: codes[0] }), 400, 'ongeldige-vraag')
    assert.equal(await word('bevestig', (await stand()).wachtend?.kenmerk ?? ''), 0)
    await eventually('they are gone', async () => ((await stand()).wachtend === null ? true : undefined))
    for (const code of codes) assert.equal((await ask(`/v2/zorgverleners/${code}`)).status, 404)
    const lines = audit()
    assert.equal(lines.filter(({ handeling }) => handeling === 'bewaard-wacht').length, HELD)
    assert.equal(lines.filter(({ handeling }) => handeling === 'bewaard-verwijderd').length, HELD)
    assert.doesNotMatch(JSON.stringify(lines), new RegExp(codes.join('|')))
  })
})
