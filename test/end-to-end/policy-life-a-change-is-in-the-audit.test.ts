// A changed policy stands in log, metrics and audit; a faulty one changes nothing but the alarm.

import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const policyWith = (afnemers: Record<string, unknown>) => policyOf({ alles: doel() }, afnemers)
const first = policyWith({ zis: afnemer('zis', ['alles']) })
const second = policyWith({ zis: afnemer('zis', ['alles']), erp: afnemer('erp', ['alles']) })

async function start(t: TestContext) {
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { policy: first, clock, reload: true })
  const look = async (until: () => boolean) => {
    await clock.advance(1_000)
    await clock.advance(1_000)
    while (!until()) await turn()
  }
  const said = (words: string) => gateway.log().includes(words)
  const status = async (key: string) => (await gateway.ask('/v2/landen', { key: `sleutel-${key}` })).status
  const ready = async () => (await fetch(`${gateway.managementUrl}/readyz`)).status
  return { ...gateway, look, said, status, ready }
}

test('a change', async (t) => {
  const { setPolicy, look, said, status, audit, metric, log } = await start(t)
  assert.equal(await status('erp'), 401)
  setPolicy(second)
  await look(() => said('another policy is in force'))
  assert.equal(await status('erp'), 200)

  const lines = audit()
  const change = lines.find((line) => line['handeling'] === 'policy-gewijzigd')
  assert.ok(change)
  const { vorigePolicy, nieuwePolicy, ...rest } = change['bijzonderheden'] as Record<string, unknown>
  assert.deepEqual(rest['afnemers'], { toegevoegd: ['erp'], verwijderd: [], gewijzigd: [] })
  assert.deepEqual([change['afnemer'], change['besluit']], [null, 'toegestaan'])
  assert.equal(change['policy'], nieuwePolicy)
  assert.equal(lines.at(-1)?.['policy'], nieuwePolicy)
  assert.notEqual(vorigePolicy, nieuwePolicy)
  assert.equal(await metric('agb_policy_reloads_total{result="ok"}'), 2)
  assert.equal(await metric(`agb_policy_info{hash="${String(nieuwePolicy)}"}`), 1)
  assert.ok(!/[0-9a-f]{64}/.test(log().replaceAll(String(vorigePolicy), '').replaceAll(String(nieuwePolicy), '')))
})

test('a faulty file is refused with an alarm, and the gateway stays ready', async (t) => {
  const { setPolicy, look, said, status, ready, audit, metric } = await start(t)
  setPolicy({ ...second, versie: 2 })
  await look(() => said('"alarm":"policy"'))
  assert.deepEqual([await status('zis'), await status('erp'), await ready()], [200, 401, 200])
  assert.equal(await metric('agb_policy_reloads_total{result="refused"}'), 1)
  assert.equal(await metric('agb_alarm_total{code="policy"}'), 1)
  assert.ok(said('deze gateway kent alleen versie 1'))
  assert.ok(!audit().some((line) => line['handeling'] === 'policy-gewijzigd'))
})
