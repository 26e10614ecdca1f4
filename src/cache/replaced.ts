// What took the place of which entry a moment ago: an older one that was on its way then comes in no more.

import type { Clock } from '../lib/clock.ts'
import type { Entry } from './entry.ts'

/** Longer than anything is on its way between two replicas, in ms. Replacements are as many as calls: some hundreds. */
const KEPT_MS = 60_000

export interface Replaced {
  /** What is held under this key was fetched at or after that moment, everywhere. */
  note: (key: string, before: number) => void
  isReplaced: (key: string, entry: Entry) => boolean
}

/**
 *   one is fetched and sent → another is fetched and takes its place, which all replicas are told → the first arrives, or
 *   the word that it may be held → it would stand until its term, and be proven by every poll that does not name it
 */
export function createReplaced({ clock }: { clock: Clock }): Replaced {
  /** Oldest first. */
  const recent = new Map<string, { before: number; at: number }>()

  return {
    note: (key, before) => {
      const now = clock.monotonic()
      const latest = Math.max(before, recent.get(key)?.before ?? 0)
      recent.delete(key)
      recent.set(key, { before: latest, at: now })
      for (const [old, { at }] of recent) {
        if (now - at < KEPT_MS) return
        recent.delete(old)
      }
    },
    isReplaced: (key, { fetchedAt }) => {
      const known = recent.get(key)
      return known !== undefined && clock.monotonic() - known.at < KEPT_MS && fetchedAt < known.before
    },
  }
}
