// What Vektis adds without telling has no category: it is dropped before anything is kept or delivered, and it is told.

import assert from 'node:assert/strict'
import test from 'node:test'
import { UNKNOWN_PROPERTY, UNKNOWN_VALUE } from '../../src/sandbox/damage.ts'
import { withGateway } from '../support/gateway.ts'
import { startRedis } from '../support/redis.ts'
import { keptInRedis } from './support/kept-in-redis.ts'
import { questions } from './support/questions.ts'

test('unknown properties are neither delivered nor kept, but counted and alarmed', async (t) => {
  await using redis = await startRedis()
  const { ask, sandbox, log, metric, audit } = await withGateway(t, { env: { REDIS_URL: redis.url } })
  const { vandaag } = sandbox.control.register
  // A list of changes that looks far back is not kept.
  const keepable = questions(sandbox).filter(({ path }) => !path.includes('/mutaties/') || path.endsWith(vandaag()))
  const paths = new Map(keepable.map(({ bevraging, path }) => [bevraging.id, path]))
  for (const { bevraging, path } of keepable)
    if ((await sandbox.get(path)).status === 200) paths.set(bevraging.id, path)
  sandbox.control.fault({ kind: 'extra-properties' })

  for (const path of paths.values()) {
    const answer = await ask(path)
    const text = await answer.text()
    assert.ok(!text.includes(UNKNOWN_PROPERTY) && !text.includes(UNKNOWN_VALUE), path)
    if (answer.status === 200 && !path.startsWith('/v2/test/')) assert.ok(text.length > 2, path)
  }

  for (const [key, { document }] of await keptInRedis(redis.url, paths.size, () => true)) {
    const kept = JSON.stringify(document) ?? ''
    assert.ok(!kept.includes(UNKNOWN_PROPERTY) && !kept.includes(UNKNOWN_VALUE), key)
  }

  // A zorgverlener has itself and every object in it: the count is of places, not of documents.
  assert.ok((await metric('agb_filter_unknown_properties_total{kind="Zorgverlener"}')) > 2)
  assert.equal(await metric('agb_filter_unknown_properties_total{kind="TestModel"}'), 1)
  assert.ok((await metric('agb_alarm_total{code="onbekende-eigenschap"}')) > 40)
  assert.match(log(), /"alarm":"onbekende-eigenschap"/)
  assert.ok(!log().includes(UNKNOWN_VALUE))
  assert.ok(!JSON.stringify(audit()).includes(UNKNOWN_VALUE))
})

test('an object in the place of a value is as unknown as a property', async (t) => {
  const { ask, sandbox, metric } = await withGateway(t)
  const found = sandbox.control.register.find('03000001')
  assert.ok(found)
  const document = { ...found.document, Achternaam: { Geheim: UNKNOWN_VALUE }, Zorgsoort: UNKNOWN_VALUE }
  sandbox.control.register.put({ ...found, document } as never)
  const answer = await ask('/v2/zorgverleners/03000001')
  const body = (await answer.json()) as Record<string, unknown>
  assert.equal(answer.status, 200)
  assert.ok(!('Achternaam' in body) && !('Zorgsoort' in body) && 'Voorletters' in body)
  assert.equal(await metric('agb_filter_unknown_properties_total{kind="Zorgverlener"}'), 2)
})
