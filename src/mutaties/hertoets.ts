// After a gap that the feed cannot bridge: everything that is held is fetched anew before it counts as current.

import type { Entry } from '../cache/entry.ts'
import type { Freshness } from '../cache/freshness.ts'
import type { Tagged } from '../cache/tags.ts'
import type { Clock } from '../lib/clock.ts'
import type { Named } from './apply.ts'

export interface HertoetsParts {
  clock: Clock
  freshness: Pick<Freshness, 'judge'>
  keys: Tagged['keys']
  heldEntry: (key: string) => Promise<Entry | undefined>
  refetch: (keys: readonly Named[]) => void
  /** Keys that are to be fetched again. */
  waiting: () => number
}

/** Put up for fetching at most at once, so that what the feed names meanwhile does not drown in it. */
const MOST_WAITING = 500
const PAUSE_MS = 1_000

/** Puts up what is unproven, a part at a time, until all was looked at. Rejects with StoreFault or the signal's reason. */
export function createHertoets({ clock, freshness, keys, heldEntry, refetch, waiting }: HertoetsParts) {
  return async function hertoets(signal: AbortSignal): Promise<void> {
    for await (const key of keys()) {
      while (waiting() >= MOST_WAITING) await clock.sleep(PAUSE_MS, signal)
      signal.throwIfAborted()
      const entry = await heldEntry(key)
      if (entry && freshness.judge(entry).state === 'unproven') refetch([{ key, after: clock.now(), urgent: true }])
    }
  }
}
