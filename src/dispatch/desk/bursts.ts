// Whose calls may still go out together: beside others, who had a burst just now is spread, and so is who is a crowd.

import type { Clock } from '../../lib/clock.ts'

/** A burst is promised after so long without one, in ms. */
const quietMs = 2000

export interface Bursts {
  /**
   * A call of this caller goes out: whether it is a crowd's, or it had as many as a burst already in the two seconds before.
   * Only when others had calls as well in that time: a caller that is alone is spread for nobody's sake.
   */
  isSpent: (caller: string) => boolean
  /** That call did not go out after all. */
  takeBack: (caller: string) => void
}

interface Parts {
  clock: Pick<Clock, 'monotonic'>
  /** Calls in a burst. */
  most: number
  /** How many of this caller's were told to come back later and are still to come: a crowd, however few come at a time. */
  owed: (caller: string) => number
}

export function createBursts({ clock, most, owed }: Parts): Bursts {
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
      return callers.size > 1 && (owed(caller) >= most || (oldest !== undefined && oldest > now - quietMs))
    },
    takeBack: (caller) => void callers.get(caller)?.pop(),
  }
}
