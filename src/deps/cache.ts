// The cache as configured: in process alone, or in process before Redis.

import { createMemoryStore } from '../cache/memory-store.ts'
import { createRedisStore } from '../cache/redis-store.ts'
import { createRedisRevision } from '../cache/revise.ts'
import type { Seal } from '../cache/seal.ts'
import type { CacheStore } from '../cache/store.ts'
import { createTiers, type Tiers } from '../cache/tiers.ts'
import type { Clock } from '../lib/clock.ts'
import type { Prepared } from '../prepare.ts'
import type { Ready } from '../raadpleging/render.ts'
import type { SharedRedis } from './redis.ts'

export interface CacheParts {
  prepared: Prepared
  clock: Clock
  shared: SharedRedis | undefined
  seal: Seal | undefined
}

const SWEEP_EVERY_MS = 60_000
const MIB = 1024 * 1024

/** Opens the cache; closing goes on the stack. */
export function openCache({ prepared, clock, shared, seal }: CacheParts, closing: AsyncDisposableStack) {
  const memory = createMemoryStore<Ready>({ maxBytes: prepared.settings.CACHE_MEMORY_MB * MIB, clock })
  // Reading never gives an entry past its time; this also takes it out of memory.
  const sweeping = setInterval(memory.sweep, SWEEP_EVERY_MS).unref()
  closing.defer(() => clearInterval(sweeping))
  if (!shared) {
    const cache: Tiers = memory
    return { memory, cache, shelf: undefined as CacheStore | undefined, far: undefined }
  }
  const { redis, onFault } = shared
  const shelf: CacheStore | undefined = createRedisStore({ redis, clock, onFault, ...(seal && { seal }) })
  const far = createRedisRevision({ redis, onFault, ...(seal && { seal }) })
  return { memory, cache: createTiers(memory, shelf), shelf, far }
}
