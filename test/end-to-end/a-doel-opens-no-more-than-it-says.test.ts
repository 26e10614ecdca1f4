// Deny by default: doel, operation, kind of party and zorgsoort each refuse with 403, and each says which it was.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { problemOf } from './support/problem.ts'

const FG = 'fg@testziekenhuis.example'
const DAY = 86_400_000

const policy = policyOf(
  {
    smal: doel({ partijtypen: ['zorgverlener'], bewerkingen: ['detail'], categorieen: ['naam'] }),
    specialisten: doel({ rijfilter: { zorgsoort: ['03'] } }),
    vreemd: doel(),
    kort: doel({ geldigTot: new Date(Date.now() + DAY).toISOString().slice(0, 10) }),
  },
  {
    een: afnemer('een', ['smal']),
    twee: afnemer('twee', ['smal', 'specialisten']),
    kort: afnemer('kort', ['kort']),
    geen: afnemer('geen', [], { rollen: ['fg'] }),
    ander: afnemer('ander', ['vreemd']),
  },
)

test('what a doel does not open', async (t) => {
  const clock = createFakeClock(Date.now())
  const { ask, audit, sandbox, metric } = await withGateway(t, { policy, clock })
  const een = 'sleutel-een'
  const twee = 'sleutel-twee'
  const refuse = async (path: string, asked: { key: string; doel?: string }, code: string) => {
    const problem = await problemOf(await ask(path, asked), 403, code)
    assert.ok(problem.detail.includes(FG), 'says who to ask')
    const line = audit().at(-1)
    assert.deepEqual([line?.besluit, line?.reden, line?.status], ['geweigerd', code, 403])
    return problem
  }

  await t.test('a foreign doel looks like one that does not exist', async () => {
    const [foreign, unknown] = [
      await refuse('/v2/zorgverleners/03000001', { key: een, doel: 'vreemd' }, 'doel-niet-toegestaan'),
      await refuse('/v2/zorgverleners/03000001', { key: een, doel: 'bestaat-niet' }, 'doel-niet-toegestaan'),
    ]
    assert.deepEqual({ ...foreign, instance: '' }, { ...unknown, instance: '' })
  })

  await t.test('a caller without any doel', async () => {
    await refuse('/v2/zorgverleners/03000001', { key: 'sleutel-geen' }, 'doel-niet-toegestaan')
    assert.equal((await ask('/v2/landen', { key: 'sleutel-geen' })).status, 200, 'code lists need no doel')
    assert.equal((await ask('/v2/test/3', { key: 'sleutel-geen' })).status, 200)
  })

  await t.test('an operation, a kind of party, a zorgsoort outside it', async () => {
    const operation = await refuse('/v2/zorgverleners/03000001/relaties', { key: een }, 'bewerking-buiten-doel')
    assert.match(operation.detail, /relaties/)
    const day = await refuse('/v2/zorgverleners/03000001/2020-01-01', { key: een }, 'bewerking-buiten-doel')
    assert.match(day.detail, /peildatum/)
    const kind = await refuse('/v2/vestigingen/71000001', { key: een }, 'partijtype-buiten-doel')
    assert.match(kind.detail, /vestiging/)
    const asked = { key: twee, doel: 'specialisten' }
    await refuse('/v2/zorgpartijen/01?paginanummer=1&aantal=5', asked, 'zorgsoort-buiten-doel')
    const today = sandbox.control.register.vandaag()
    await refuse(`/v2/zorgpartijen/mutaties/${today}`, asked, 'zorgsoort-buiten-doel')
    await refuse(`/v2/zorgpartijen/mutaties/01/${today}`, asked, 'zorgsoort-buiten-doel')
    assert.equal((await ask(`/v2/zorgpartijen/mutaties/03/${today}`, asked)).status, 200)
  })

  await t.test('two doelen and none named, or two named, is a question with a fault', async () => {
    for (const doelnaam of [undefined, 'smal, specialisten', 'smal,smal', '', 'SMAL', 'a'.repeat(65)]) {
      const headers = doelnaam === undefined ? {} : { 'x-doelbinding': doelnaam }
      const problem = await problemOf(await ask('/v2/zorgverleners/03000001', { key: twee, headers }), 400)
      assert.deepEqual(
        problem.errors?.map(({ in: place, location }) => [place, location.name]),
        [['header', 'X-Doelbinding']],
      )
    }
    assert.equal((await ask('/v2/landen', { key: twee })).status, 200, 'a code list asks for none')
  })

  await t.test('nothing of this reached Vektis', () => {
    const asked = sandbox.control.calls().map(({ path }) => path)
    assert.ok(
      asked.every((path) => /^\/v2\/(landen|test\/3|zorgpartijen\/mutaties\/03\/)/.test(path)),
      asked.join(),
    )
  })

  await t.test('an expired doel: the day itself still counts, afterwards 403 and an alarm', async () => {
    const path = '/v2/zorgverleners/03000001'
    await clock.advance(DAY - 2 * 3_600_000)
    assert.equal((await ask(path, { key: 'sleutel-kort' })).status, 200)
    await clock.advance(2 * DAY)
    const before = await metric('agb_alarm_total{code="doel-verlopen"}')
    await refuse(path, { key: 'sleutel-kort' }, 'doel-verlopen')
    assert.equal(await metric('agb_alarm_total{code="doel-verlopen"}'), before + 1)
  })
})

test('the order of refusals is 401, 400, 403, 404', async (t) => {
  const { ask } = await withGateway(t, { policy })
  const wrongIn = async (asked: { key: string; doel: string }, path: string) => (await ask(path, asked)).status
  const everythingWrong = '/v2/zorgverleners/0/relaties'
  const known = '/v2/zorgverleners/99999999/relaties'
  assert.equal(await wrongIn({ key: 'onbekend', doel: 'vreemd' }, everythingWrong), 401)
  assert.equal(await wrongIn({ key: 'sleutel-twee', doel: 'vreemd' }, everythingWrong), 400)
  assert.equal(await wrongIn({ key: 'sleutel-twee', doel: 'vreemd' }, known), 403)
  assert.equal(await wrongIn({ key: 'sleutel-twee', doel: 'specialisten' }, known), 404)
})
