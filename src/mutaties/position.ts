// How far the feed was followed: moved only when all of a poll is applied, and kept where the next dispatcher finds it.

import type { Freshness } from '../cache/freshness.ts'
import type { PurgeLog } from '../cache/purge-log.ts'

export interface Position {
  /** Start of the last poll of which everything was applied, in ms since the epoch; undefined when nobody knows of one. */
  completed: () => number | undefined
  /** All that this poll named is told. Rejects when it is not sure that this is written down: then it is repeated. */
  move: (start: number, since: number) => Promise<void>
}

/**
 * The position is what the feed proves, in every replica and in the shared state: there is no second figure that could
 * differ. When Redis lost it, each process goes on from what it remembers itself.
 */
export const createPosition = ({ freshness, log }: { freshness: Freshness; log: PurgeLog }): Position => ({
  completed: () => freshness.feed()?.to,
  move: async (start, since) => {
    await log.tell({ kind: 'polled', feed: freshness.polled(start, since) })
    await log.forget(freshness.prune())
  },
})
