// How many calls a second are allowed: all of them, until the far side says it is too much; then half, growing back.
//
// The budget is kept, so a limit means that our picture of how the far side counts is wrong. Half is safe under any way of
// counting that we know of; a tenth of the budget more for every ten seconds without a limit finds the bound again in
// under a minute, and meets it rarely enough to do no harm.

/** Growth: this part of the whole budget per so many ms. */
const growth = { part: 0.1, perMs: 10_000 }
/** Nothing starts after a limit for at least so long, and for no longer than the far side may ask of us. */
const held = { leastMs: 1000, mostMs: 60_000 }

export interface Limit {
  /** When the call that met the limit started. */
  startedAt: number
  now: number
  /** How long the far side asks to be left alone, when it says so. */
  afterMs?: number | undefined
}

/** What is worth knowing by who comes after. Moments in ms, of the clock that they were told in. */
export interface RateNote {
  rate: number
  limitedAt: number
  heldUntil: number
}

export interface Rate {
  /** The rate at this moment, in calls/s: not above the budget, not below 1. */
  at: (now: number) => number
  /** Before this moment nothing may start. */
  heldUntil: () => number
  /** A call met a limit. Calls of one burst meet it together, and that halves the rate once. */
  limited: (limit: Limit) => void
  note: () => RateNote
}

interface Parts {
  /** The budget, in calls/s. */
  most: number
  noted?: RateNote | undefined
}

export function createRate({ most, noted }: Parts): Rate {
  let { rate, limitedAt, heldUntil } = noted ?? { rate: most, limitedAt: -Infinity, heldUntil: -Infinity }
  let halvedAt = limitedAt

  const at = (now: number) => {
    const grown = rate >= most ? 0 : (growth.part * most * Math.max(0, now - limitedAt)) / growth.perMs
    return Math.max(1, Math.min(most, rate + grown))
  }

  return {
    at,
    heldUntil: () => heldUntil,
    limited: ({ startedAt, now, afterMs = 0 }) => {
      rate = at(now)
      if (startedAt >= halvedAt) {
        rate = Math.max(1, rate / 2)
        halvedAt = now
      }
      limitedAt = now
      heldUntil = Math.max(heldUntil, now + Math.min(held.mostMs, Math.max(held.leastMs, afterMs)))
    },
    note: () => ({ rate, limitedAt, heldUntil }),
  }
}
