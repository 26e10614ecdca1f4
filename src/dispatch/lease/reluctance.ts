// Leaves the lease to others for a while, unless nobody wants it.

import type { Clock } from '../../lib/clock.ts'

/** Who handed over gives others this long, in ms. */
const handedOverMs = 200
/** Who cannot call gives them this long, but for a lease that nobody took for as long as `unwantedMs`. */
const unfitMs = 60_000
const unwantedMs = 1000

export interface Reluctance {
  handedOver: () => void
  unfit: () => void
  forGood: () => void
  isUnfit: () => boolean
  /** Whether the lease was seen free. */
  saw: (free: boolean) => void
  /** Ms until it may be claimed if it stays as it is; 0 now. */
  leftMs: () => number
}

export function createReluctance({ clock }: { clock: Clock }): Reluctance {
  let until = -Infinity
  let unfitUntil = -Infinity
  let freeSince: number | undefined

  return {
    handedOver: () => {
      until = clock.monotonic() + handedOverMs
      freeSince = undefined
    },
    unfit: () => {
      unfitUntil = clock.monotonic() + unfitMs
      freeSince = undefined
    },
    forGood: () => {
      until = Infinity
    },
    isUnfit: () => clock.monotonic() < unfitUntil,
    saw: (free) => {
      freeSince = free ? (freeSince ?? clock.monotonic()) : undefined
    },
    leftMs: () => {
      const now = clock.monotonic()
      const unwantedFrom = freeSince === undefined ? Infinity : freeSince + unwantedMs
      return Math.max(0, until - now, Math.min(unfitUntil, unwantedFrom) - now)
    },
  }
}
