// Two replicas on one Redis: what one fetched the other need not, also when its own copy is past its term.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock, goingOn } from '../support/fake-clock.ts'
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
  // Whoever is the dispatcher calls, at its own sandbox.
  const calls = () => [one, other].reduce((sum, { sandbox }) => sum + sandbox.control.calls(PATH).length, 0)

  /**
   * Asks until what is kept was fetched from now on: on a machine that is busy for once an answer is given, and held by
   * nobody. The clock goes on meanwhile, for what failed is tried again by it.
   */
  async function fetchAt(replica: TestGateway): Promise<void> {
    const since = clock.now()
    for (;;) {
      await goingOn(clock, replica.ask(PATH))
      const [entry] = (await keptInRedis(redis.url, 0)).values()
      if (entry && entry.fetchedAt >= since) return
      await clock.advance(AGAIN_MS)
    }
  }

  /** Gives how old the answer said it was, in s. */
  async function hitAt(replica: TestGateway): Promise<number> {
    const before = calls()
    const { headers } = await goingOn(clock, replica.ask(PATH))
    assert.deepEqual([headers.get('cache-status'), calls()], [HIT, before])
    return Number(headers.get('age'))
  }

  await t.test('at first', async () => {
    await fetchAt(one)
    await hitAt(other)
    assert.ok(calls() >= 1)
  })

  await t.test('and again, where both held an old copy', async () => {
    await clock.advance(TTL_MS)
    const before = calls()
    await fetchAt(one)
    assert.ok(calls() > before, 'what was past its term was fetched again')
    assert.ok((await hitAt(other)) * 1_000 < TTL_MS, 'and the other has that, not its own copy')
  })
})
