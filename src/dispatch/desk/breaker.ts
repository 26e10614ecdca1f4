// A breaker: after failures in a row nobody is let through but one at a time, to try whether it works again.

export interface BreakerParts {
  /** So many failures in a row open it. */
  threshold: number
  /** The first try comes after about `firstMs`, each next one after twice as long, up to `mostMs`. */
  waits: { firstMs: number; mostMs: number }
  /** In [0, 1). */
  random: () => number
  /** Failures in a row that another saw before: one more may open it, but never these alone. */
  failures?: number
}

/** Moments are handed in, in ms of any one clock. */
export interface Breaker {
  /** What failed last, while it is open. */
  fault: () => { error: unknown } | undefined
  /** Counts a failure; `tried`: of the one that was let through to try. True when this opened it. */
  failed: (failure: { error: unknown; now: number; tried: boolean }) => boolean
  /** It works, whoever found out. True when this closed it. */
  succeeded: () => boolean
  /** Failures in a row, up to now. */
  failures: () => number
  /** From when on one may try; Infinity while it is closed or one is trying. */
  triesAt: () => number
  /** Lets one through, if it may; until its outcome is told nobody else is. */
  tries: (now: number) => boolean
  /** Who was trying went without an outcome: another may at once. */
  gaveUp: () => void
}

interface Open {
  error: unknown
  /** Tries that failed. */
  tried: number
  triesAt: number
  isTrying: boolean
}

export function createBreaker({ threshold, waits, random, failures = 0 }: BreakerParts): Breaker {
  let inRow = Math.min(failures, threshold - 1)
  let open: Open | undefined

  /** Between half and the whole of the wait, so that several never try in step. */
  const waitMs = (tried: number) => Math.min(waits.mostMs, waits.firstMs * 2 ** tried) * (0.5 + random() / 2)

  return {
    fault: () => open,

    failed: ({ error, now, tried: isTry }) => {
      inRow += 1
      if (!open) {
        if (inRow >= threshold) open = { error, tried: 0, triesAt: now + waitMs(0), isTrying: false }
        return open !== undefined
      }
      open.error = error
      // Calls that were out when it opened say nothing new; only a try moves the next one further away.
      if (isTry) {
        const tried = open.tried + 1
        open = { error, tried, triesAt: now + waitMs(tried), isTrying: false }
      }
      return false
    },

    succeeded: () => {
      const wasOpen = open !== undefined
      inRow = 0
      open = undefined
      return wasOpen
    },

    failures: () => inRow,
    triesAt: () => (open && !open.isTrying ? open.triesAt : Infinity),

    tries: (now) => {
      if (!open || open.isTrying || now < open.triesAt) return false
      open.isTrying = true
      return true
    },

    gaveUp: () => {
      if (open) open.isTrying = false
    },
  }
}
