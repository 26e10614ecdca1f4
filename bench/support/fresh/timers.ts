// Timers of the platform on another clock: bottleneck lets its turns in by them, and takes no clock.

import type { Clock } from '../../../src/lib/clock.ts'

/** For this process, from now on, or until the next one takes them. What sleeps by a `Clock` is not concerned. */
export function takeTimers({ sleep }: Pick<Clock, 'sleep'>): void {
  const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const cleared = new AbortController()
    // As Node does: nothing comes sooner than in a millisecond.
    sleep(Math.max(1, ms), cleared.signal).then(
      () => run(...args),
      () => undefined,
    )
    return { cleared, ref: () => undefined, unref: () => undefined }
  }
  const clear = (timer: ReturnType<typeof set> | undefined) => timer?.cleared.abort()
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear })
}
