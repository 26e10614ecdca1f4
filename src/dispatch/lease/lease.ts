// The lease that makes one process the dispatcher, kept in Redis.

import type { Cluster, Redis } from 'ioredis'
import type { KeepsLease, Lease } from './interface.ts'
import { createKeeper } from './keeper.ts'
import { createRun } from './run.ts'

export interface LeaseParts extends KeepsLease {
  /** A connection of its own: WAIT blocks it. How long a command may take is the connection's. */
  redis: Redis | Cluster
  /** Behind Sentinels or in a Cluster: what no replica has acknowledged does not count. */
  acknowledge: boolean
  /** In front of every key; with a hash tag they share one slot of a Redis Cluster. */
  prefix?: string
  /** Redis has no replica that acknowledges: it may have failed over, and this be the old master. Told each time. */
  onUnacknowledged?: () => void
}

/**
 * At any moment at most one process of those on this Redis holds the lease. What it tells of slots is safe whatever Redis
 * does: paused, emptied, restarted from an old copy, failed over or with its clock set (see `lua/`).
 */
export function createLease({ redis, acknowledge, prefix = '{agb}:', onUnacknowledged, ...parts }: LeaseParts): Lease {
  // Who is alone has nobody to fear after a failover.
  const acknowledges = acknowledge && !parts.alone
  return createKeeper({ ...parts, run: createRun({ redis, prefix, acknowledge: acknowledges, onUnacknowledged }) })
}
