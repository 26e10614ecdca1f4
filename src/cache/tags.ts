// Entries by the tags that they name: kept, found and erased together. The one interface with Redis and without.

import type { Entry } from './entry.ts'
import type { Mark } from './purge-event.ts'

/**
 * `kept`: it is held. `listed`: there was no room, but it is known to be held by who asked. `later`: a later fetch is held
 * already. `erased`: one of its tags was erased after its fetch began; nobody may hold it.
 */
export type Kept = 'kept' | 'listed' | 'later' | 'erased'

export interface Held {
  key: string
  /** Start of its fetch, in ms since the epoch; 0 when what stands there is none of ours. */
  fetchedAt: number
}

/**
 * Writes and erases in one order for the whole fleet. That every tag leads to its entries serves erasing and refetching
 * alone: whether an entry is current is never looked up here.
 */
export interface Tagged {
  /**
   * Keeps an entry, unless it must not be.
   * @throws NotOurs when another process writes now: then nobody may hold it; StoreFault when nobody can tell
   */
  keep: (key: string, entry: Entry) => Promise<Kept>
  /**
   * Erases what names a tag and was fetched before its moment, here and in every replica, and refuses such entries from
   * now on. Gives how many went. All of one call, or nothing of it.
   * @throws NotOurs, Unvouched or StoreFault: then it has to be erased again
   */
  erase: (marks: readonly Mark[]) => Promise<number>
  /** What is held under each of these tags; tags without are left out. @throws StoreFault */
  held: (tags: readonly string[]) => Promise<Map<string, readonly Held[]>>
  /** How many entries are held. @throws StoreFault */
  count: () => Promise<number>
  /** Every key that is held from begin to end, at least once. @throws StoreFault */
  keys: () => AsyncIterable<string>
}
