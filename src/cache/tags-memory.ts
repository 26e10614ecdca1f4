// Entries of this process alone by their tags, for a gateway without Redis: found by looking at each.

import type { Entry } from './entry.ts'
import type { PurgeEvent } from './purge-event.ts'
import type { CacheStore } from './store.ts'
import type { Held, Tagged } from './tags.ts'

export interface TaggedMemoryParts {
  memory: Pick<CacheStore, 'set' | 'delete'> & { entries: () => Iterable<readonly [key: string, entry: Entry]> }
  /** Was a tag of it erased after its fetch began? */
  isErased: (entry: Entry) => boolean
  onEvent: (event: PurgeEvent) => void
}

/** One process is its own fleet: nothing here waits, so each call is one step. */
export function createTaggedMemory({ memory, isErased, onEvent }: TaggedMemoryParts): Tagged {
  return {
    keep: async (key, entry) => {
      if (isErased(entry)) return 'erased'
      await memory.set(key, entry)
      return 'kept'
    },
    erase: async (marks) => {
      onEvent({ kind: 'erased', marks })
      const gone = [...memory.entries()].filter(([, entry]) => isErased(entry))
      await Promise.all(gone.map(([key]) => memory.delete(key)))
      return gone.length
    },
    held: async (tags) => {
      const asked = new Set(tags)
      const found = new Map<string, Held[]>()
      for (const [key, { fetchedAt, tags }] of memory.entries())
        for (const tag of tags) if (asked.has(tag)) found.set(tag, [...(found.get(tag) ?? []), { key, fetchedAt }])
      return found
    },
    count: async () => [...memory.entries()].length,
    keys: async function* () {
      yield* [...memory.entries()].map(([key]) => key)
    },
  }
}
