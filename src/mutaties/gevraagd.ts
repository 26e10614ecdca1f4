// How often each answer was asked for and given of late: what is fetched first when the feed named much.

import type { Clock } from '../lib/clock.ts'

export interface Gevraagd {
  /** It was asked for here, and given: what found no place would crowd out what is held. */
  count: (key: string) => void
  /** It was asked for elsewhere, so often. */
  add: (key: string, times: number) => void
  /** What was asked for most here since this was last called, at most so many. */
  take: (most: number) => Array<readonly [key: string, times: number]>
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
  /** Asked for here, and not taken yet. */
  let untold = new Map<string, number>()

  function turn(): void {
    if (clock.monotonic() - begun < HALF_MS && present.size < maxKeys) return
    before = present
    present = new Map()
    begun = clock.monotonic()
  }

  function add(key: string, times: number): void {
    turn()
    present.set(key, (present.get(key) ?? 0) + times)
  }

  return {
    count: (key) => {
      add(key, 1)
      if (untold.size < maxKeys || untold.has(key)) untold.set(key, (untold.get(key) ?? 0) + 1)
    },
    add,
    take: (most) => {
      const taken = [...untold].sort(([, one], [, other]) => other - one).slice(0, most)
      untold = new Map()
      return taken
    },
    of: (key) => (present.get(key) ?? 0) + (before.get(key) ?? 0) / 2,
  }
}
