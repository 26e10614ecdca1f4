// The clock of the one who writes: none of its moments is earlier than one that was written before, by whomever.

import type { Clock } from '../lib/clock.ts'

export interface Moments extends Clock {
  /** This moment was written, here or by another. In ms since the epoch. */
  passed: (moment: number) => void
}

/**
 * Whether a copy is current is seen by comparing the start of its fetch with the moment of a list, and both come from
 * whoever is the dispatcher. Were the clock of the next one behind:
 *   A fetches at 10:05 by its clock → A dies → the code changes → B hears of it at 10:03 by its own: A's copy looks newer
 * So a clock that is behind stands still, but for one ms at each look, until it is 10:05 there too (a hybrid logical clock:
 * Kulkarni et al., OPODIS 2014). The same when it is set back.
 */
export function createMoments(clock: Clock): Moments {
  let last = 0

  return {
    ...clock,
    now: () => {
      const now = clock.now()
      last = now < last ? last + 1 : now
      return last
    },
    passed: (moment) => {
      last = Math.max(last, moment)
    },
  }
}
