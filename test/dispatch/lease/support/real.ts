// A lease on a Redis as it is, by the clock as it is: what it tells can be waited for.

import { EventEmitter, once } from 'node:events'
import { createRedisClient, type RedisClientParts } from '../../../../src/cache/redis-client.ts'
import { createLease } from '../../../../src/dispatch/lease/lease.ts'
import type { Lease } from '../../../../src/dispatch/lease/interface.ts'
import type { Term } from '../../../../src/dispatch/term.ts'
import { systemClock } from '../../../../src/lib/clock.ts'

export interface RealLease extends AsyncDisposable {
  lease: Lease
  term: () => Term | undefined
  /** Resolves when it is told next: the lease is held or lost, Redis is away or back, something is at fault. */
  next: (what: 'held' | 'lost' | 'away' | 'back' | 'fault') => Promise<unknown[]>
  /** A slot that was taken, asking again for as long as it is not to be had. */
  take: (slot: number) => Promise<void>
}

export function startLease(
  name: string,
  where: Omit<RedisClientParts, 'onFault'>,
  { acknowledge = false }: { acknowledge?: boolean } = {},
): RealLease {
  const redis = createRedisClient({ ...where, onFault: () => {} })
  const told = new EventEmitter()
  let term: Term | undefined
  const lease = createLease({
    redis,
    acknowledge,
    clock: systemClock,
    process: name,
    slots: 2,
    callTimeoutMs: 1000,
    alone: false,
    unknownHeldMs: 0,
    onHeld: (held) => {
      term = held
      told.emit('held')
    },
    onLost: () => {
      term = undefined
      told.emit('lost')
    },
    onHolder: () => {},
    onAway: (away) => told.emit(away ? 'away' : 'back'),
    onFault: (fault) => told.emit('fault', fault),
  })
  lease.start()
  return {
    lease,
    term: () => term,
    next: (what) => once(told, what),
    take: async (slot) => {
      for (;;) {
        if (!term) await once(told, 'held')
        if ((await term?.take(slot))?.kind === 'taken') return
        await once(told, 'back', { signal: AbortSignal.timeout(20) }).catch(() => {})
      }
    },
    [Symbol.asyncDispose]: async () => {
      await lease.close()
      redis.disconnect()
    },
  }
}
