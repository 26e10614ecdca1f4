// Whose calls may still go out together: who had a burst just now is spread, when others call as well.

import type { Clock } from '../../lib/clock.ts'

/** A burst is promised after so long without one, in ms. */
const quietMs = 2000

export interface Bursts {
  /**
   * A call of this caller goes out: whether it had as many as a burst already in the two seconds before, in which others
   * had calls as well. A caller that is alone is spread for nobody's sake.
   */
  isSpent: (caller: string) => boolean
  /** That call did not go out after all. */
  takeBack: (caller: string) => void
}

/** @param most calls in a burst */
export function createBursts({ clock, most }: { clock: Pick<Clock, 'monotonic'>; most: number }): Bursts {
  /** The moments of the last calls of each, who called last behind the others. */
  const callers = new Map<string, number[]>()

  function forget(before: number) {
    for (const [caller, moments] of callers) {
      if ((moments.at(-1) ?? before) > before) return
      callers.delete(caller)
    }
  }

  return {
    isSpent: (caller) => {
      const now = clock.monotonic()
      forget(now - quietMs)
      const moments = callers.get(caller) ?? []
      callers.delete(caller)
      callers.set(caller, moments)
      const oldest = moments.length < most ? undefined : moments.shift()
      moments.push(now)
      return callers.size > 1 && oldest !== undefined && oldest > now - quietMs
    },
    takeBack: (caller) => void callers.get(caller)?.pop(),
  }
}
