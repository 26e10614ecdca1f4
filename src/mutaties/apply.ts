// Applies a list of changed codes: what is held and named is told to every replica and fetched again, the rest is counted.

import { setImmediate as turn } from 'node:timers/promises'
import type { Entry } from '../cache/entry.ts'
import type { Freshness, FreshnessState } from '../cache/freshness.ts'
import { named, type TagRecord } from '../cache/freshness-proof.ts'
import type { PurgeLog } from '../cache/purge-log.ts'
import type { Held, Tagged } from '../cache/tags.ts'
import type { Lijst } from './lijst.ts'
import { twice } from './twice.ts'

/** A key to be fetched again. */
export interface Named {
  key: string
  /** Only a fetch that began then or later will do, in ms since the epoch. */
  after: number
  /** What is held does not count as current any more. Else it was named again, and may or may not have changed. */
  urgent: boolean
}

export interface Applied {
  /** Codes in the list, how many of them nobody holds, and how many of the held ones were new on their day. */
  named: number
  unheld: number
  first: number
}

/** Called at once, or never: who asked elsewhere may have the entry before it is written. */
export type Early = () => void

export interface ApplyParts {
  freshness: Freshness
  log: Pick<PurgeLog, 'settle' | 'tell'>
  held: Tagged['held']
  /** Gets all keys of one list at once. */
  onNamed: (keys: readonly Named[]) => void
}

export interface Apply {
  /** Resolves when every replica will hear of it. Rejects when that is not sure: then the list has to be applied again. */
  apply: (lijst: Lijst) => Promise<Applied>
  /**
   * Makes an entry held of which the fetch may have begun before a list was in.
   * @param write is not called when it could not be told what the entry's tags were named for
   * @param early is called when nothing is known against the entry, whether other replicas heard of it or not
   */
  land: <T>(entry: Entry, write: () => Promise<T>, early?: Early) => Promise<T>
}

/** As long as a list can name a code for the same change: today and a day further, and some hours. In ms. */
const REMEMBERED_MS = 52 * 3_600_000
/** Nothing was said against the entry. */
const isQuiet: ReadonlySet<FreshnessState> = new Set<FreshnessState>(['current', 'unproven'])
/** Codes between two turns of the loop. */
const PART = 1_000

/**
 * Codes that nobody holds are told to nobody and written nowhere. But a fetch under way may still bring one:
 *   fetch begins → the code changes → the list names it, nobody holds it → the fetch ends, and would count as current
 * So this process remembers what was named, and tells it before such an entry is written. The other way round,
 *   the entry is about to be written → the list is in and asks who holds the code → the entry stands there
 * the list waits for the writes that are under way; each that begins later finds the code remembered.
 */
export function createApply({ freshness, log, held, onNamed }: ApplyParts): Apply {
  /** Codes that nobody held, in order of their last naming. */
  const remembered = new Map<string, TagRecord>()
  const landing = new Set<Promise<unknown>>()

  const recordOf = (code: string) => freshness.record(code) ?? remembered.get(code)

  async function tell(records: ReadonlyArray<readonly [string, TagRecord]>): Promise<void> {
    if (records.length === 0) return
    await log.tell({ kind: 'named', records })
    // What was remembered of it since is not told yet.
    for (const [code, record] of records) if (remembered.get(code) === record) remembered.delete(code)
  }

  function remember(records: ReadonlyMap<string, TagRecord>, now: number): void {
    for (const [code, record] of records) {
      remembered.delete(code)
      remembered.set(code, record)
    }
    for (const [code, { namedAt }] of remembered) {
      if (namedAt >= now - REMEMBERED_MS) break
      remembered.delete(code)
    }
  }

  async function apply({ codes, answeredAt: at, startedAt, since, after }: Lijst): Promise<Applied> {
    await log.settle()
    const feed = freshness.feed()
    const records = new Map<string, TagRecord>()
    const news = new Set<string>()
    for (const [index, code] of codes.entries()) {
      const earlier = recordOf(code)
      if ((earlier?.since ?? 0) < since) news.add(code)
      records.set(code, named(earlier, feed, { at, since, after }))
      // After a gap the list may be of a month. Nobody who waits for what is held may wait for that.
      if (index % PART === PART - 1) await turn()
    }
    remember(records, at)
    await Promise.allSettled(landing)
    const found = await held([...records.keys()])
    const known = [...records].filter(([code]) => found.has(code))
    await tell(known)
    onNamed(toFetch(found, startedAt))
    const first = known.filter(([code]) => news.has(code)).length
    return { named: records.size, unheld: records.size - known.length, first }
  }

  function toFetch(found: ReadonlyMap<string, readonly Held[]>, startedAt: number): Named[] {
    const keys = new Map<string, Named>()
    for (const [code, entries] of found) {
      const named = freshness.record(code)?.after ?? 0
      const after = Math.max(named, startedAt)
      for (const { key, fetchedAt } of entries) {
        if (fetchedAt >= after) continue
        const other = keys.get(key)
        const urgent = fetchedAt < named || other?.urgent === true
        keys.set(key, { key, urgent, after: Math.max(after, other?.after ?? 0) })
      }
    }
    return [...keys.values()]
  }

  async function tellAndWrite<T>(entry: Entry, write: () => Promise<T>, early: Early): Promise<T> {
    const untold = entry.tags.flatMap((tag) => {
      const record = remembered.get(tag)
      return record ? [[tag, record] as const] : []
    })
    // A list that comes from now on waits for this landing before it says that it is applied. One before it, told to
    // nobody, would prove the entry elsewhere though it names it; and who hears that it is out of date asks once more.
    if (untold.length === 0 && isQuiet.has(freshness.judge(entry).state)) early()
    await twice(() => tell(untold))
    return write()
  }

  return {
    apply,
    land: async (entry, write, early = () => undefined) => {
      const work = tellAndWrite(entry, write, early)
      landing.add(work)
      try {
        return await work
      } finally {
        landing.delete(work)
      }
    },
  }
}
