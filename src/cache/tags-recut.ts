// Writes another cut of an entry back, by any replica: only in the place of the very fetch that it was cut from.

import type { Cluster, Redis } from 'ioredis'
import type { Entry } from './entry.ts'
import { anyScripts } from './lua/scripts.ts'
import type { Places } from './purge-places.ts'
import type { Seal } from './seal.ts'
import { asStoreFault } from './store-fault.ts'
import { packValue } from './value.ts'

/**
 * Gives whether it was written. Without the comparison an erased entry would come back:
 *   A reads it → the dispatcher erases it, for it was withdrawn → A writes it, cut
 * @throws StoreFault
 */
export const createRecut =
  ({ redis, places, seal }: { redis: Redis | Cluster; places: Places; seal?: Seal }) =>
  async (key: string, entry: Entry): Promise<boolean> => {
    const place = places.entry(key)
    try {
      const value = packValue(place, entry, seal)
      return (await redis.eval(anyScripts.recut, 1, place, value, entry.deleteAt)) === 1
    } catch (error) {
      throw asStoreFault(error)
    }
  }
