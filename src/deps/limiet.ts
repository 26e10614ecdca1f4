// The limiets of the callers, from settings and policy; without Redis this replica counts alone.

import type { Policy } from '../doelbinding/policy.ts'
import type { Clock } from '../lib/clock.ts'
import { createLimiet, type Limiet } from '../limiet/limiet.ts'
import type { Prepared } from '../prepare.ts'
import type { SharedRedis } from './redis.ts'

export interface LimietOptions {
  settings: Prepared['settings']
  policy: () => Policy
  shared: SharedRedis | undefined
  clock: Clock
  /** Name of the replica and 8 hex that are new with each start, joined by a hyphen. */
  process: string
}

/** Resolves when this replica has its share; closing goes on the stack. */
export async function openLimiet(options: LimietOptions, closing: AsyncDisposableStack): Promise<Limiet> {
  const { settings, policy, shared, clock, process } = options
  const limiet = createLimiet({
    redis: shared?.redis,
    clock,
    replicas: settings.REPLICAS,
    process,
    afnemers: () => policy().afnemers,
    onFault: shared?.onFault ?? (() => {}),
  })
  closing.defer(limiet.close)
  await limiet.start()
  return limiet
}
