// Two stores as one: what is in process answers first, what only the shared store has is taken in.

import type { Entry } from './entry.ts'
import type { MemoryStore } from './memory-store.ts'
import type { CacheStore } from './store.ts'

export interface Tiers extends Pick<CacheStore, 'delete'> {
  /**
   * The entry in process when it is `enough` for who asks (any is, by default), else the shared one: another process
   * may have fetched it later, or kept more of it. When neither is enough, what is in process.
   */
  get: (key: string, enough?: (entry: Entry) => boolean) => Promise<Entry | undefined>
}

/** Entries carry absolute times, so a copy in process never lives longer than the one it came from. */
export function createTiers(
  near: Pick<MemoryStore<never>, 'peek' | 'set' | 'delete'>,
  far: Pick<CacheStore, 'get' | 'delete'>,
): Tiers {
  return {
    get: async (key, enough = () => true) => {
      const held = near.peek(key)
      if (held && enough(held)) return held
      const shared = await far.get(key)
      if (!shared || (held && !enough(shared))) return held
      await near.set(key, shared)
      // Near may by now hold one that was fetched later; that one it is.
      return near.peek(key) ?? shared
    },
    delete: async (key) => {
      await Promise.all([near.delete(key), far.delete(key)])
    },
  }
}
