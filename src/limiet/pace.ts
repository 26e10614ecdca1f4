// What a share of a limiet comes to on one replica: how fast it lets requests through, and how many at once.

export interface Pace {
  /** Requests a second. */
  perSecond: number
  /** Requests at once: what a replica that was quiet has saved up. */
  most: number
}

const WINDOW_SECONDS = 10
/** In any window all replicas together let through at most this many times what the limiet gives. */
const MOST_TIMES = 1.2

/**
 * A replica saves up one second of its share, and at least the one request without which it could not answer at all.
 *
 * Why the fleet keeps to its window: in it each replica gives at most what it had saved and what it earned meanwhile.
 * Shares add up to 1 at most. Saved is most when one replica has all: a second there, one request on each of the
 * others. Earned is at most ten seconds. From `limiet` = `members` up this leaves room for the whole limiet, and for
 * the one request that each replica that starts brings. Below that the pace gives way, to the half; a limiet that is
 * so small that the half is still too much can be passed, by the one request that each replica may save.
 * @param limiet requests a second of one caller, over the fleet
 * @param share the part of it that is this replica's, 0 to 1
 * @param members replicas that may have a part, this one among them
 */
export function pace(limiet: number, share: number, members: number): Pace {
  const inWindow = Math.ceil(MOST_TIMES * WINDOW_SECONDS * limiet)
  const saved = Math.max(1, limiet) + members - 1
  const perSecond = Math.max(limiet / 2, Math.min(limiet, (inWindow - saved) / WINDOW_SECONDS))
  return { perSecond: share * perSecond, most: Math.max(1, share * limiet) }
}
