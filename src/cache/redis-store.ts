// What stands in Redis, to be read: a fault reads as a miss, and no request waits for a Redis that is away.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import type { Entry } from './entry.ts'
import { createFuse } from './fuse.ts'
import { createLooks } from './looks.ts'
import type { Seal } from './seal.ts'
import type { CacheStore } from './store.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'
import { unpackValue } from './value.ts'

export interface RedisStoreParts {
  /** Made by `createRedisClient`: how long a command may take is the client's. It stays the maker's to close. */
  redis: Redis | Cluster
  /** In front of every key; with a hash tag all entries share one slot of a Redis Cluster. */
  prefix?: string
  clock: Clock
  /** Absent: values are plain. Present: plain values are not believed. */
  seal?: Seal
  /** Told of every fault, for a counter and an alarm. */
  onFault: (fault: StoreFault) => void
}

/** Read and deleted from by any replica; written through `Tagged`, by the dispatcher alone. */
export interface RedisStore extends Pick<CacheStore, 'get' | 'delete'> {
  /** As `get`, for who must not take a fault for a miss. @throws StoreFault */
  read: (key: string) => Promise<Entry | undefined>
}

/**
 * Entries in Redis, each one value that Redis drops at its deleteAt. `get` never rejects: what fails is told to `onFault`.
 * `delete` rejects with `StoreFault`, for an erasure that did not happen must be known. After three time-outs in a row Redis
 * is asked once a second only, so that one that hangs does not cost every request its time-out.
 */
export function createRedisStore(parts: RedisStoreParts): RedisStore {
  const { redis, prefix = '{agb}:', clock, seal, onFault } = parts
  const fuse = createFuse({ clock })
  const placeOf = (key: string) => `${prefix}entry:${key}`

  async function ask<Reply>(command: () => Promise<Reply>): Promise<Reply> {
    try {
      const reply = await command()
      fuse.worked()
      return reply
    } catch (error) {
      const fault = asStoreFault(error)
      if (fault.reason === 'timeout') fuse.timedOut()
      onFault(fault)
      throw fault
    }
  }

  /** What `convert` gives, or undefined and a fault. Its error is dropped: one of `JSON.parse` quotes the document. */
  function converted<T>(convert: () => T): T | undefined {
    try {
      return convert()
    } catch {
      onFault(new StoreFault('unreadable'))
      return undefined
    }
  }

  const look = createLooks(([place = '', ...others]) =>
    ask(async () => (others.length > 0 ? redis.mgetBuffer(place, ...others) : [await redis.getBuffer(place)])),
  )

  function unpacked(place: string, value: Buffer): Entry | undefined {
    const entry = converted(() => unpackValue(place, value, seal))
    return entry && clock.now() < entry.deleteAt ? entry : undefined
  }

  function read(key: string): Promise<Entry | undefined> {
    const place = placeOf(key)
    return look(place).then((value) => (value ? unpacked(place, value) : undefined))
  }

  return {
    get: (key) => (fuse.allows() ? read(key).catch(() => undefined) : Promise.resolve(undefined)),
    read,
    delete: async (key) => {
      await ask(() => redis.del(placeOf(key)))
    },
  }
}
