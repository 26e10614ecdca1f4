// A word that anybody may leave for the dispatcher, as the answer of a person: kept for some minutes, or until it is taken.

import type { Cluster, Redis } from 'ioredis'
import type { Places } from './purge-places.ts'
import { asStoreFault } from './store-fault.ts'

export interface Word {
  /** @throws StoreFault, as both others: then nobody knows */
  leave: (word: string) => Promise<void>
  read: () => Promise<string | undefined>
  clear: () => Promise<void>
}

const KEPT_MS = 600_000

export function createRedisWord({ redis, places }: { redis: Redis | Cluster; places: Places }): Word {
  const place = `${places.shared}:word`
  const asked = async <Reply>(command: Promise<Reply>): Promise<Reply> =>
    command.catch((error: unknown) => {
      throw asStoreFault(error)
    })
  return {
    leave: async (word) => {
      await asked(redis.set(place, word, 'PX', KEPT_MS))
    },
    read: async () => (await asked(redis.get(place))) ?? undefined,
    clear: async () => {
      await asked(redis.del(place))
    },
  }
}

/** Of a gateway that is alone. */
export function createLocalWord(): Word {
  let left: string | undefined
  return {
    leave: async (word) => {
      left = word
    },
    read: async () => left,
    clear: async () => {
      left = undefined
    },
  }
}
