// Two replicas on one Redis: what one fetched the other need not, also when its own copy is past its term.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { startRedis } from '../support/redis.ts'
import { keptInRedis } from './support/kept-in-redis.ts'

const PATH = '/v2/zorgverleners/03000001'
const HIT = 'agb-gateway; hit'
const TTL_MS = 60_000

test('what one replica fetched is a hit at the other', async (t) => {
  await using redis = await startRedis()
  const clock = createFakeClock(Date.now())
  const options = { clock, env: { REDIS_URL: redis.url, CACHE_TTL_SECONDS: '60' } }
  const [one, other] = [await withGateway(t, options), await withGateway(t, options)]
  const keptSince = async (moment: number) => {
    let entry
    do [entry] = (await keptInRedis(redis.url, 1)).values()
    while (entry === undefined || entry.fetchedAt < moment)
  }

  await t.test('at first', async () => {
    await one.ask(PATH)
    await keptSince(clock.now())
    assert.equal((await other.ask(PATH)).headers.get('cache-status'), HIT)
  })

  await t.test('and again, where both held an old copy', async () => {
    await clock.advance(TTL_MS)
    assert.equal((await one.ask(PATH)).headers.get('cache-status'), 'agb-gateway; fwd=stale; stored')
    await keptSince(clock.now())
    const answer = await other.ask(PATH)
    assert.deepEqual([answer.headers.get('cache-status'), answer.headers.get('age')], [HIT, '0'])
  })

  assert.equal(one.sandbox.control.counters().total, 2)
  assert.equal(other.sandbox.control.counters().total, 0)
})
