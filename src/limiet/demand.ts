// How much of its limiet a caller wants on this replica, from what it asked of late.

export interface Demand {
  asked: (refused: boolean) => void
  /** The part of the limiet that it wants, 0.01 to 1, by what was asked since this was last read. */
  read: (limiet: number, now: number) => number
}

/** Somewhat more than is asked, so that a share that is just enough can be outgrown. */
const HEADROOM = 1.25
/** Who was refused may have stopped asking, as it should: it wants more than it asked for. */
const HEADROOM_REFUSED = 2
/** Who asks nothing keeps this much, to begin with when it does. */
const LEAST = 0.01
/** More counts at once and less by halves, for callers come in bursts. */
const KEPT = 0.5

export function createDemand(now: number): Demand {
  let count = 0
  let anyRefused = false
  let since = now
  let wanted = LEAST

  return {
    asked: (refused) => {
      count += 1
      anyRefused ||= refused
    },
    read: (limiet, moment) => {
      const seconds = Math.max(0.001, (moment - since) / 1000)
      const wants = ((anyRefused ? HEADROOM_REFUSED : HEADROOM) * count) / seconds / limiet
      wanted = Math.min(1, Math.max(LEAST, wants, KEPT * wanted))
      count = 0
      anyRefused = false
      since = moment
      return wanted
    },
  }
}
