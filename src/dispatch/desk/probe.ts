// Tries, one after another, whether what a breaker keeps shut works again.

import type { Clock } from '../../lib/clock.ts'
import type { Breaker } from './breaker.ts'

/** Two tries never follow closer on each other than this, and the moment of the next is looked up as often. */
const between = { leastMs: 100, mostMs: 1000 }

interface Parts {
  breaker: Breaker
  clock: Clock
  /** Makes the call; its outcome reaches the breaker by the way of all calls. Never rejects. */
  attempt: () => Promise<void>
  signal: AbortSignal
}

/** Gives a function that starts it, unless it runs: until the breaker is closed or the signal aborts. */
export function createProbe({ breaker, clock, attempt, signal }: Parts): () => void {
  let running = false

  async function run() {
    while (breaker.fault() && !signal.aborted) {
      const waitMs = Math.min(between.mostMs, Math.max(between.leastMs, breaker.triesAt() - clock.monotonic()))
      // Cut short by the end alone, and that is no fault.
      await clock.sleep(waitMs, signal).catch(() => undefined)
      if (!signal.aborted && breaker.tries(clock.monotonic())) await attempt()
    }
    running = false
  }

  return () => {
    if (running) return
    running = true
    void run()
  }
}
