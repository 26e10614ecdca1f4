// The connections to Redis as configured: all of one make, and a word when this Redis could throw things away.

import type { Cluster, Redis } from 'ioredis'
import { evictionOf } from '../cache/eviction.ts'
import { createRedisClient, firstContact } from '../cache/redis-client.ts'
import { createMasterSeeker } from '../cache/master-seeker.ts'
import { asStoreFault } from '../cache/store-fault.ts'
import { systemClock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Prepared } from '../prepare.ts'

export interface SharedRedis {
  /** For commands of every kind; none waits on it. */
  redis: Redis | Cluster
  /** Another connection to the same, for whoever blocks one or listens on it; its maker closes it. */
  connect: () => Redis | Cluster
  /** Behind Sentinels or in a Cluster: a write may be lost in a failover. */
  failsOver: boolean
  /** It may have failed over: looks, and leads every connection to the master of now. */
  seekMaster: () => void
  /** Told of everything that goes wrong with it. */
  onFault: (error: unknown) => void
}

/** How long a start waits for a connection to Redis, in ms. */
export const FIRST_CONTACT_MS = 1_000

/** Undefined when no Redis is configured. Closing goes on the stack. */
export async function openRedis(
  { prepared: { settings }, alarm }: { prepared: Prepared; alarm: Alarm },
  closing: AsyncDisposableStack,
): Promise<SharedRedis | undefined> {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = settings
  if (url === undefined && sentinels === undefined && cluster === undefined) return undefined
  const onFault = (error: unknown) =>
    alarm('redis', 'Redis fails: what it holds is not seen', { err: asStoreFault(error) })
  const open = () =>
    createRedisClient({ ...(url && { url }), ...(sentinels && { sentinels }), ...(cluster && { cluster }), onFault })
  const clients = new Set<Redis | Cluster>()
  const connect = () => {
    const client = open()
    clients.add(client)
    return client.once('end', () => clients.delete(client))
  }
  const redis = connect()
  closing.defer(() => redis.disconnect())
  // Each time anew: after a failover it is another server.
  redis.on('ready', () => {
    void evictionOf(redis).then(
      (policy) =>
        policy && alarm('redis', 'Redis may evict what must stay: set maxmemory-policy noeviction', { policy }),
      onFault,
    )
  })
  // So that the first questions do not pass by what Redis holds. One that is away is not waited for.
  await firstContact(redis, FIRST_CONTACT_MS)
  const seekMaster = createMasterSeeker({ connect: open, clients: () => clients, clock: systemClock })
  return { redis, connect, failsOver: sentinels !== undefined || cluster !== undefined, seekMaster, onFault }
}
