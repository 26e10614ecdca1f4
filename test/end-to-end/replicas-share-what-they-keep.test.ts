// Two replicas on one Redis: what one fetched the other need not, also when its own copy is past its term.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestGateway, withGateway } from '../support/gateway.ts'
import { startRedis } from '../support/redis.ts'
import { keptInRedis } from './support/kept-in-redis.ts'

/** In no feed: past its term it is asked anew. */
const PATH = '/v2/landen'
const HIT = 'agb-gateway; hit'
const TTL_MS = 60_000
const AGAIN_MS = 1_000

test('what one replica fetched is a hit at the other', async (t) => {
  await using redis = await startRedis()
  const clock = createFakeClock(Date.now())
  const options = { clock, follows: true, env: { REDIS_URL: redis.url, CACHE_TTL_SECONDS: '60' } }
  const [one, other] = [await withGateway(t, options), await withGateway(t, options)]
  let asked = 0
  /**
   * Asks until what came is kept: on a machine that is busy for once an answer is given, and held by nobody. The clock goes
   * on meanwhile, for what failed is tried again by it.
   */
  async function fetchedAt(replica: TestGateway): Promise<Response> {
    for (;;) {
      asked += 1
      const answer = await replica.ask(PATH)
      const [entry] = (await keptInRedis(redis.url, 0)).values()
      if (entry && entry.fetchedAt >= clock.now()) return answer
      await clock.advance(AGAIN_MS)
    }
  }

  await t.test('at first', async () => {
    await fetchedAt(one)
    assert.equal((await other.ask(PATH)).headers.get('cache-status'), HIT)
  })

  await t.test('and again, where both held an old copy', async () => {
    await clock.advance(TTL_MS)
    assert.equal((await fetchedAt(one)).headers.get('cache-status'), 'agb-gateway; fwd=stale; stored')
    const answer = await other.ask(PATH)
    assert.deepEqual([answer.headers.get('cache-status'), answer.headers.get('age')], [HIT, '0'])
  })

  // Whoever becomes the dispatcher polls the feed besides.
  const calls = [one, other].map(({ sandbox }) => sandbox.control.calls(PATH).length)
  assert.equal(calls[0]! + calls[1]!, asked)
})
