// CacheStore in process: decoded entries with the answers made from them, bounded in bytes.

import { LRUCache } from 'lru-cache'
import type { Clock } from '../lib/clock.ts'
import type { Entry } from './entry.ts'
import { heapSize } from './heap-size.ts'
import type { CacheStore, Judge, Revised } from './store.ts'

/** Something made once from an entry and kept with it, as the bytes of an answer. */
export interface Ready {
  /** What keeping it costs, in bytes: its body and what hangs on it. */
  bytes: number
}

export interface MemoryStore<R extends Ready> extends CacheStore {
  /** What `get` gives, at once: the same object each time, until another entry takes its place. */
  peek: (key: string) => Entry | undefined
  /**
   * The ready answer `name` of this entry, made by `make` the first time. It is kept, and counts, as long as its entry
   * is the one held; made for an entry that no longer is, or when there is no room beside its entry, it is only given.
   */
  ready: (key: string, entry: Entry, name: string, make: () => R) => R
  /** Drops every entry past its deleteAt; reading never gives one, this also takes it out of memory. */
  sweep: () => void
  /** What is held now, the least recently used last; looking does not count as use. */
  entries: () => Iterable<readonly [key: string, entry: Entry]>
  /** Drops every entry that `goes`, with what was made from it. */
  drop: (goes: (entry: Entry, key: string) => boolean) => void
  /** Looks again at every entry; what was made from them is dropped, whatever becomes of the entry. */
  revise: (judge: Judge) => Revised
  /** Bytes held now, by estimate: see `heapSize`. Never over `maxBytes`. */
  bytes: () => number
}

interface Held<R> {
  readonly entry: Entry
  readonly ready: ReadonlyMap<string, R>
  readonly bytes: number
}

/** An entry's own object, its place in the index, and the growth slack of that index, in bytes. Measured. */
const PER_ENTRY = 200
/** A ready answer's name and its place in the map, in bytes. Measured. */
const PER_READY = 200

export interface MemoryStoreParts {
  maxBytes: number
  clock: Clock
  /** Not to be taken in, as what was withdrawn while it was on its way here. None by default. */
  refuses?: (entry: Entry, key: string) => boolean
}

/**
 * Keeps at most `maxBytes` of entries and ready answers; the least recently used leave first. An entry that is larger
 * by itself is not kept. Time is the clock's: the store has no timers of its own.
 */
export function createMemoryStore<R extends Ready>(parts: MemoryStoreParts): MemoryStore<R> {
  const { maxBytes, clock, refuses = () => false } = parts
  const lru = new LRUCache<string, Held<R>>({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes })

  const none: ReadonlyMap<string, R> = new Map()
  const isGone = ({ deleteAt }: Entry) => deleteAt <= clock.now()

  function held(key: string): Held<R> | undefined {
    const found = lru.get(key)
    if (!found || !isGone(found.entry)) return found
    lru.delete(key)
    return undefined
  }

  const peek = (key: string) => held(key)?.entry

  function keep(key: string, entry: Entry): void {
    const current = peek(key)
    if (isGone(entry) || refuses(entry, key) || (current && current.fetchedAt > entry.fetchedAt)) return
    lru.set(key, { entry, ready: none, bytes: PER_ENTRY + heapSize(key) + heapSize(entry) })
  }

  function ready(key: string, entry: Entry, name: string, make: () => R): R {
    const kept = lru.peek(key)
    const made = kept?.entry === entry ? kept.ready.get(name) : undefined
    if (made) return made
    const fresh = make()
    attach(key, entry, name, fresh)
    return fresh
  }

  // A new holder around the same entry: lru-cache counts the size of a value only when the value is another one.
  function attach(key: string, entry: Entry, name: string, fresh: R): void {
    const kept = lru.peek(key)
    if (kept?.entry !== entry) return
    const bytes = kept.bytes + PER_READY + fresh.bytes
    if (bytes > maxBytes) return
    lru.set(key, { entry, ready: new Map(kept.ready).set(name, fresh), bytes })
  }

  function drop(goes: (entry: Entry, key: string) => boolean): void {
    const gone = lru.entries().filter(([key, { entry }]) => goes(entry, key))
    for (const [key] of gone.toArray()) lru.delete(key)
  }

  function revise(judge: Judge): Revised {
    const revised = { rewritten: 0, deleted: 0 }
    for (const [key, { entry }] of lru.entries().toArray().toReversed()) {
      const judged = judge(key, entry)
      lru.delete(key)
      if (judged) keep(key, judged)
      if (judged !== entry) revised[judged ? 'rewritten' : 'deleted'] += 1
    }
    return revised
  }

  return {
    peek,
    ready,
    sweep: () => drop(isGone),
    entries: () => lru.entries().map(([key, { entry }]) => [key, entry] as const),
    drop,
    revise,
    bytes: () => lru.calculatedSize,
    get: async (key) => peek(key),
    set: async (key, entry) => keep(key, entry),
    delete: async (key) => {
      lru.delete(key)
    },
    close: async () => lru.clear(),
  }
}
