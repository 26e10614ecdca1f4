// Where the state of a first fill stands: in Redis for the fleet, else in this process; changed by comparing first.

import { randomUUID } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import type { Stand } from './stand.ts'

/** A state before it has a name. */
export type Volgende = Omit<Stand, 'versie'>

/**
 * Every change says which state it goes on from, so it needs no lease: a dispatcher that wakes too late, or an operator
 * who stops what just ended, finds another state there and changes nothing.
 */
export interface Plaats {
  /** Undefined: there never was a fill, or it is forgotten. Rejects when Redis does not answer. */
  lees: () => Promise<Stand | undefined>
  /**
   * Writes the state that follows on this one (undefined: on none). Gives it, or undefined: another stands there by now.
   * Rejects when Redis does not answer, and then nobody knows whether it was written.
   */
  vervang: (deze: Stand | undefined, door: Volgende) => Promise<Stand | undefined>
}

const KEPT_MS = 31 * 86_400_000

/** KEYS: the place. ARGV: the version that must stand there ('' for none), the version and state to write, its term in ms. */
const VERVANG = `#!lua flags=allow-oom
if (redis.call('HGET', KEYS[1], 'versie') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'versie', ARGV[2], 'stand', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`

const metVersie = (door: Volgende): Stand => ({ ...door, versie: randomUUID() })

export interface RedisPlaatsParts {
  redis: Redis | Cluster
  /** Told of every fault; gives it without what it carries of keys and values. */
  asFault: (error: unknown) => Error
  prefix?: string
}

/** @throws what `asFault` gives */
export function createRedisPlaats({ redis, asFault, prefix = '{agb}:' }: RedisPlaatsParts): Plaats {
  const place = `${prefix}vul`
  const asked = async <Reply>(command: Promise<Reply>): Promise<Reply> =>
    command.catch((error: unknown) => {
      throw asFault(error)
    })
  return {
    lees: async () => {
      const text = await asked(redis.hget(place, 'stand'))
      return text === null ? undefined : (JSON.parse(text) as Stand)
    },
    vervang: async (deze, door) => {
      const stand = metVersie(door)
      const args = [deze?.versie ?? '', stand.versie, JSON.stringify(stand), KEPT_MS]
      const written = await asked(redis.eval(VERVANG, 1, place, ...args))
      return written === 1 ? stand : undefined
    },
  }
}

/** Of a gateway that is alone: gone with its process. */
export function createEigenPlaats(): Plaats {
  let staat: Stand | undefined
  return {
    lees: async () => staat,
    vervang: async (deze, door) => {
      if (staat?.versie !== deze?.versie) return undefined
      staat = metVersie(door)
      return staat
    },
  }
}
