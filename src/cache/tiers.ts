// Two stores as one: what is in process answers first, what only the shared store has is taken in.

import type { CacheStore } from './store.ts'

/** Entries carry absolute times, so a copy in process never lives longer than the one it came from. */
export function createTiers(near: CacheStore, far: CacheStore): CacheStore {
  return {
    get: async (key) => {
      const held = await near.get(key)
      if (held) return held
      const shared = await far.get(key)
      if (shared) await near.set(key, shared)
      // Near may by now hold one that was fetched later; that one it is.
      return shared && ((await near.get(key)) ?? shared)
    },
    // The far store is written behind the answer: it forgets when it fails, and nobody waits for it.
    set: async (key, entry) => {
      await near.set(key, entry)
      void far.set(key, entry)
    },
    delete: async (key) => {
      await Promise.all([near.delete(key), far.delete(key)])
    },
    close: async () => {
      await Promise.all([near.close(), far.close()])
    },
  }
}
