// A redis-server with a connected client and a store on it, for one test.

import assert from 'node:assert/strict'
import { type Cluster, Redis } from 'ioredis'
import type { Entry } from '../../src/cache/entry.ts'
import { createPen } from '../../src/cache/purge-pen.ts'
import { placesUnder } from '../../src/cache/purge-places.ts'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { createRedisStore, type RedisStoreParts } from '../../src/cache/redis-store.ts'
import type { Seal } from '../../src/cache/seal.ts'
import type { CacheStore } from '../../src/cache/store.ts'
import type { StoreFaultReason } from '../../src/cache/store-fault.ts'
import { createTaggedRedis } from '../../src/cache/tags-redis.ts'
import { packValue } from '../../src/cache/value.ts'
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
  const slow = patient(server.url)
  stack.defer(() => slow.disconnect())
  await happens(slow, 'ready')
  const clock = createFakeClock(Date.now())
  const store = { ...createRedisStore({ redis, clock, onFault, ...other }), set: planter(slow, other.seal) }
  return { server, redis, slow, connect, clock, store, faults, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** As the gateway's own client, but a slow machine makes no command fail. */
export function patient(url: string): Redis {
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: () => 20 })
  return client.on('error', () => {})
}

/** Puts an entry where it stands, past all who may: for tests of reading. */
export const planter = (redis: Redis | Cluster, seal?: Seal) => async (key: string, entry: Entry) => {
  const place = placesUnder().entry(key)
  await redis.set(place, packValue(place, entry, seal), 'PXAT', entry.deleteAt)
}

/** A store that is written as the dispatcher writes: through its scripts, under a lease of its own. */
export async function startTaggedStore({ redis, prefix, clock, seal, onFault }: RedisStoreParts): Promise<CacheStore> {
  const places = placesUnder(prefix)
  const run = /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? ''
  await redis.hset(places.lease, { token: '1', run })
  const pen = createPen({ redis, places, token: () => '1', onFault })
  const tagged = createTaggedRedis({ redis, places, pen, ...(seal && { seal }), onEvent: () => {} })
  const store = createRedisStore({ redis, clock, onFault, ...(prefix && { prefix }), ...(seal && { seal }) })
  return { ...store, set: async (key, entry) => void (await tagged.keep(key, entry)), close: async () => {} }
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
