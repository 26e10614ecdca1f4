// A redis-server with a connected client and a store on it, for one test.

import assert from 'node:assert/strict'
import type { Cluster, Redis } from 'ioredis'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { createRedisStore, type RedisStoreParts } from '../../src/cache/redis-store.ts'
import type { StoreFaultReason } from '../../src/cache/store-fault.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'

/** The clock stands still on the real moment, for Redis judges deleteAt by a clock of its own. */
export async function startStore(other: Partial<RedisStoreParts> = {}) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startRedis())
  const faults: StoreFaultReason[] = []
  const onFault = ({ reason }: { reason: StoreFaultReason }) => void faults.push(reason)
  const connect = async () => {
    // What goes wrong with the link itself is not what the store tells: it depends on how busy the machine is.
    const client = createRedisClient({ url: server.url, onFault: () => {} })
    stack.defer(() => client.disconnect())
    await happens(client, 'ready')
    return client
  }
  const redis = await connect()
  const clock = createFakeClock(Date.now())
  const store = createRedisStore({ redis, clock, onFault, ...other })
  return { server, redis, connect, clock, store, faults, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Unlike `once` of node:events it does not mind an error in between: a client tells those while it tries again. */
export const happens = (client: Redis | Cluster, event: 'ready' | 'close') =>
  new Promise<void>((resolve) => {
    client.once(event, () => resolve())
  })

/** What `work` gives, which must come within so many ms. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  const took = performance.now() - start
  assert.ok(took < ms, `took ${took.toFixed(0)} ms, not under ${ms}`)
  return result
}
