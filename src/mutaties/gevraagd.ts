// How often each answer was asked for of late: what is fetched first when the feed named much.

import type { Clock } from '../lib/clock.ts'

export interface Gevraagd {
  count: (key: string) => void
  /** Weighted: what was asked an hour ago counts half. */
  of: (key: string) => number
}

/** Keys remembered in each half hour; those that are asked for once and no more crowd out nobody that counts. */
const MOST_KEYS = 50_000
const HALF_MS = 1_800_000

/** Two spans: the present one, and the one before at half its weight. A full one begins anew, so memory is bounded. */
export function createGevraagd({ clock, maxKeys = MOST_KEYS }: { clock: Clock; maxKeys?: number }): Gevraagd {
  let present = new Map<string, number>()
  let before = new Map<string, number>()
  let begun = clock.monotonic()

  function turn(): void {
    if (clock.monotonic() - begun < HALF_MS && present.size < maxKeys) return
    before = present
    present = new Map()
    begun = clock.monotonic()
  }

  return {
    count: (key) => {
      turn()
      present.set(key, (present.get(key) ?? 0) + 1)
    },
    of: (key) => (present.get(key) ?? 0) + (before.get(key) ?? 0) / 2,
  }
}
