// Lets a store that hangs be: after some time-outs in a row it is asked once a second only.

import type { Clock } from '../lib/clock.ts'

export interface Fuse {
  /** May it be asked now? While the fuse is blown yes for one in each rest: that one finds out. */
  allows: () => boolean
  worked: () => void
  timedOut: () => void
}

/**
 * @param timeouts in a row that blow the fuse
 * @param restMs between two who find out whether it is back, in ms
 */
export function createFuse(parts: { clock: Clock; timeouts?: number; restMs?: number }): Fuse {
  const { clock, timeouts = 3, restMs = 1000 } = parts
  let inARow = 0
  let restsUntil = 0
  const rest = () => {
    restsUntil = clock.monotonic() + restMs
  }

  return {
    allows: () => {
      if (inARow < timeouts) return true
      if (clock.monotonic() < restsUntil) return false
      rest()
      return true
    },
    worked: () => {
      inARow = 0
    },
    timedOut: () => {
      inARow += 1
      rest()
    },
  }
}
