// CacheStore on Redis: a fault reads as a miss, and no request waits for a Redis that is away.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import type { Entry } from './entry.ts'
import { createFuse } from './fuse.ts'
import { createLooks } from './looks.ts'
import type { Seal } from './seal.ts'
import type { CacheStore } from './store.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'
import { packValue, TIME_DIGITS, unpackValue } from './value.ts'

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

/**
 * Replaces what is held unless that was fetched later. Read and write must be one step:
 * A reads "held: 09:00" - B reads "held: 09:00" - B writes 09:02 - A writes 09:01, and B's newer answer is gone.
 * What does not begin with a fetch time is no entry of ours and gives way.
 */
export const SET_UNLESS_LATER = `
local held = redis.call('GETRANGE', KEYS[1], 0, ${TIME_DIGITS - 1})
local offered = string.sub(ARGV[1], 1, ${TIME_DIGITS})
if #held == ${TIME_DIGITS} and not string.find(held, '%D') and held > offered then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2])
return 1`

/**
 * Entries in Redis, each one value that Redis drops at its deleteAt. `get` and `set` never reject: what fails is told to
 * `onFault`. `delete` rejects with `StoreFault`, for an erasure that did not happen must be known. After three time-outs
 * in a row Redis is asked once a second only, so that one that hangs does not cost every request its time-out.
 */
export function createRedisStore(parts: RedisStoreParts): CacheStore {
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

  async function get(key: string): Promise<Entry | undefined> {
    if (!fuse.allows()) return undefined
    const place = placeOf(key)
    const value = await look(place).catch(() => null)
    const entry = value ? converted(() => unpackValue(place, value, seal)) : undefined
    return entry && clock.now() < entry.deleteAt ? entry : undefined
  }

  async function set(key: string, entry: Entry): Promise<void> {
    if (entry.deleteAt <= clock.now() || !fuse.allows()) return
    const place = placeOf(key)
    const value = converted(() => packValue(place, entry, seal))
    if (!value) return
    // EVAL and not EVALSHA: at a few writes a second the bytes of the script matter less than a lost script cache.
    await ask(() => redis.eval(SET_UNLESS_LATER, 1, place, value, entry.deleteAt)).catch(() => undefined)
  }

  return {
    get,
    set,
    delete: async (key) => {
      await ask(() => redis.del(placeOf(key)))
    },
    close: async () => {},
  }
}
