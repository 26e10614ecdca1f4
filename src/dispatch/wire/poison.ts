// Keys of questions that took dispatchers with them: nobody is to try them again for a minute.

import type { Clock } from '../../lib/clock.ts'

const REMEMBERED_MS = 60_000
const MOST_KEYS = 1000

export interface Poison {
  add: (key: string) => void
  has: (key: string) => boolean
  size: () => number
}

export function createPoison({ clock }: { clock: Clock }): Poison {
  /** Until when, oldest first. */
  const keys = new Map<string, number>()

  function dropOld() {
    for (const [key, until] of keys) {
      if (until > clock.monotonic() && keys.size <= MOST_KEYS) return
      keys.delete(key)
    }
  }

  return {
    add: (key) => {
      keys.delete(key)
      keys.set(key, clock.monotonic() + REMEMBERED_MS)
      dropOld()
    },
    has: (key) => {
      dropOld()
      return keys.has(key)
    },
    size: () => keys.size,
  }
}
