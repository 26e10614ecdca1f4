// After a failover the old master may answer on: connections that still lead there are led to the one that Sentinel names.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Redis } from 'ioredis'
import { createMasterSeeker } from '../../src/cache/master-seeker.ts'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { redisClient } from '../support/failover.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis, startSentinel } from '../support/redis.ts'

const NAME = 'mymaster'

/** On the way there may be errors, and they do not matter. */
const ready = (client: Redis) => new Promise((resolve) => client.once('ready', resolve))

async function stage(t: TestContext) {
  const [old, next] = [await startRedis(), await startRedis()]
  const sentinel = await startSentinel(NAME, old)
  t.after(() => Promise.all([old, next, sentinel].map((server) => server[Symbol.asyncDispose]())))
  const connect = () => {
    const sentinels = [{ host: '127.0.0.1', port: sentinel.port }]
    const client = createRedisClient({ sentinels, onFault: () => {} })
    t.after(() => client.disconnect())
    return client as Redis
  }
  const client = connect()
  await ready(client)
  const clock = createFakeClock()
  const asked = redisClient(t, sentinel.port)
  return {
    client,
    next,
    clock,
    seek: createMasterSeeker({ connect, clients: () => [client], clock }),
    promote: async () => {
      await asked.call('SENTINEL', 'REMOVE', NAME)
      await asked.call('SENTINEL', 'MONITOR', NAME, '127.0.0.1', String(next.port), '1')
    },
  }
}

test('a connection to the old master is made anew to the one that Sentinel names', async (t) => {
  const { client, next, seek, promote } = await stage(t)
  await promote()
  const again = ready(client)
  seek()
  await again
  assert.equal(client.stream.remotePort, next.port)
})

test('a connection that leads to the master is left alone', async (t) => {
  const { client, clock, seek } = await stage(t)
  let closed = 0
  client.on('close', () => (closed += 1))
  seek()
  // It looks, and then rests on the clock.
  while (clock.sleepers() === 0) await client.ping()
  assert.equal(closed, 0)
  assert.equal(client.status, 'ready')
})
