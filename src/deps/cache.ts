// The cache as configured: in process alone, or in process before Redis.

import { createMemoryStore } from '../cache/memory-store.ts'
import { createRedisClient, firstContact } from '../cache/redis-client.ts'
import { createRedisStore } from '../cache/redis-store.ts'
import { createRedisRevision } from '../cache/revise.ts'
import { createSeal } from '../cache/seal.ts'
import type { CacheStore } from '../cache/store.ts'
import { createTiers } from '../cache/tiers.ts'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Prepared } from '../prepare.ts'
import type { Ready } from '../raadpleging/render.ts'

export interface CacheParts {
  prepared: Prepared
  clock: Clock
  alarm: Alarm
}

const FIRST_CONTACT_MS = 1_000
const SWEEP_EVERY_MS = 60_000
const MIB = 1024 * 1024

/** Opens the cache; closing goes on the stack. */
export async function openCache({ prepared, clock, alarm }: CacheParts, closing: AsyncDisposableStack) {
  const { settings, sealKeys } = prepared
  const memory = createMemoryStore<Ready>({ maxBytes: settings.CACHE_MEMORY_MB * MIB, clock })
  // Reading never gives an entry past its time; this also takes it out of memory.
  const sweeping = setInterval(memory.sweep, SWEEP_EVERY_MS).unref()
  closing.defer(() => clearInterval(sweeping))
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = settings
  const onFault = (err: Error) => alarm('redis', 'Redis fails: what it holds is not seen', { err })
  if (url === undefined && sentinels === undefined && cluster === undefined)
    return { memory, cache: memory as CacheStore, far: undefined, redis: undefined, onFault }
  const redis = createRedisClient({
    ...(url && { url }),
    ...(sentinels && { sentinels }),
    ...(cluster && { cluster }),
    onFault,
  })
  closing.defer(() => redis.disconnect())
  // So that the first questions do not pass by what Redis holds. One that is away is not waited for.
  await firstContact(redis, FIRST_CONTACT_MS)
  const seal = sealKeys && createSeal({ keys: () => sealKeys })
  const shared = createRedisStore({ redis, clock, onFault, ...(seal && { seal }) })
  const far = createRedisRevision({ redis, onFault, ...(seal && { seal }) })
  return { memory, cache: createTiers(memory, shared), far, redis, onFault }
}
