// Where entries are kept.

import type { Entry } from './entry.ts'

export interface CacheStore {
  /** The entry, or undefined when it is not held or past its deleteAt. A store that fails reads as a miss. */
  get: (key: string) => Promise<Entry | undefined>
  /**
   * Keeps the entry until its deleteAt. Never replaces one whose fetch began later; one of the same moment is replaced, so
   * that a re-cut can be written back. A store that fails forgets.
   */
  set: (key: string, entry: Entry) => Promise<void>
  /** May reject: an erasure that did not happen must be known. */
  delete: (key: string) => Promise<void>
  close: () => Promise<void>
}

/** What becomes of an entry: itself when it may stay, another in its place, or undefined when it must go. */
export type Judge = (key: string, entry: Entry) => Entry | undefined

/** What came of looking at every entry again. */
export interface Revised {
  rewritten: number
  deleted: number
}
