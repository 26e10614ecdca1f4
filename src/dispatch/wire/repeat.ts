// When a question is asked again; pure. All moments are in ms on the monotonic clock.

/** Without a word for so long, question or reply is taken for lost. */
const SILENCE_MS = 500
/** What the random part of the pause grows from, and to. */
const [LEAST_SPREAD_MS, MOST_SPREAD_MS] = [500, 2000]
/** After the moment at which the call was to start at the latest. */
const OVERDUE_MS = 1000
/** A deadline that moved on is told at most so often. */
const NEWS_MS = 100
/** Sent on by the very process that is taken for the dispatcher: one of the two will know better soon. */
const UNSETTLED_MS = 100

/**
 * After asking for the `silent`-th time in a row without a word, from 1: half a second, then also a random part of 0.5, 1,
 * 2 s, so that many who lost their answers together do not come back together.
 */
export function afterAsking(now: number, silent: number, random: () => number): number {
  const spread = silent === 1 ? 0 : Math.min(LEAST_SPREAD_MS * 2 ** (silent - 2), MOST_SPREAD_MS)
  return now + SILENCE_MS + random() * spread
}

/** After "about N ms", and 0 ms for a call that is out. */
export function afterPromise(now: number, inMs: number): number {
  return now + inMs + OVERDUE_MS
}

/** To tell of a later deadline. */
export function afterNews(now: number, askedAt: number): number {
  return Math.max(now, askedAt + NEWS_MS)
}

export function afterUnsettled(now: number, random: () => number): number {
  return now + UNSETTLED_MS + random() * UNSETTLED_MS
}
