// Looks again at everything that Redis holds, in batches: each entry stays, gives way to another, or goes.

import { Cluster, type Redis } from 'ioredis'
import type { Entry } from './entry.ts'
import type { Seal } from './seal.ts'
import type { Judge, Revised } from './store.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'
import { placesUnder } from './purge-places.ts'
import { createRecut } from './tags-recut.ts'
import { unpackValue } from './value.ts'

export interface RedisRevisionParts {
  redis: Redis | Cluster
  /** As the store's. */
  prefix?: string
  seal?: Seal
  onFault: (fault: StoreFault) => void
}

/** Keys in one SCAN and one MGET: some hundreds of kilobytes, well inside the time-out of one command. */
const BATCH = 100

/** The opening of a value, or undefined: what cannot be opened is no answer for us either, and ends by itself. */
function opened(place: string, value: Buffer | null, seal?: Seal): Entry | undefined {
  try {
    return value ? unpackValue(place, value, seal) : undefined
  } catch {
    return undefined
  }
}

/**
 * Each entry that is held from begin to end is seen at least once, as SCAN promises; one that is written meanwhile may be
 * missed. Only the very fetch that was judged is replaced: one that was erased since does not come back, and a later one
 * stays (`createRecut`).
 * @returns a function that rejects with StoreFault when Redis fails on the way: then part is not done
 */
export function createRedisRevision({ redis, prefix = '{agb}:', seal, onFault }: RedisRevisionParts) {
  const head = `${prefix}entry:`
  const recut = createRecut({ redis, places: placesUnder(prefix), ...(seal && { seal }) })
  const pattern = `${head.replace(/[*?[\]\\]/g, String.raw`\$&`)}*`

  async function reviseBatch(node: Redis, places: readonly string[], judge: Judge, revised: Revised): Promise<void> {
    const values = places.length > 0 ? await node.mgetBuffer(...places) : []
    for (const [index, place] of places.entries()) {
      const entry = opened(place, values[index] ?? null, seal)
      const key = place.slice(head.length)
      const judged = entry && judge(key, entry)
      if (!entry || judged === entry) continue
      if (judged) revised.rewritten += Number(await recut(key, judged))
      else revised.deleted += await redis.del(place)
    }
  }

  return async function revise(judge: Judge, signal?: AbortSignal): Promise<Revised> {
    const revised = { rewritten: 0, deleted: 0 }
    try {
      const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
      // A Cluster that is away has no nodes; then nothing was looked at, which is not the same as nothing to do.
      if (nodes.length === 0) throw new StoreFault('unavailable')
      for (const node of nodes) {
        let cursor = '0'
        do {
          signal?.throwIfAborted()
          const [next, places] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', BATCH)
          await reviseBatch(node, places, judge, revised)
          cursor = next
        } while (cursor !== '0')
      }
    } catch (error) {
      if (signal?.aborted) throw error
      const fault = asStoreFault(error)
      onFault(fault)
      throw fault
    }
    return revised
  }
}
