// Is a kept entry still current? Decided on reading, from what the feed said of every tag in it.

import type { Clock } from '../lib/clock.ts'
import type { Entry } from './entry.ts'
import {
  afterPoll,
  type Feed,
  type Naming,
  named,
  provenAt,
  spansOf,
  type TagRecord,
  together,
} from './freshness-proof.ts'
import type { PurgeEvent, PurgeState } from './purge-event.ts'

/**
 * `erased`: may not be given, whatever happens. `waiting`: its erasure waits for a person. `touched`: named by the feed
 * after its fetch began. `unproven`: the feed does not reach back to its fetch. The first that holds is meant; only
 * `current` counts as fresh.
 */
export type FreshnessState = 'current' | 'unproven' | 'touched' | 'waiting' | 'erased'

export interface Verdict {
  state: FreshnessState
  /** The moment as of which the entry is proven to be what the source had, in ms since the epoch. */
  provenAt: number
}

export interface Freshness {
  /** What an entry counts as now. Cheap for an entry that was judged before and of which nothing was heard since. */
  judge: (entry: Entry) => Verdict
  /** False: it is erased, or was named an hour ago and not fetched again; whoever holds it must let it go. */
  mayStay: (entry: Entry) => boolean
  /** What becomes of a tag that is named so; nothing is changed until it is applied. */
  named: (tag: string, naming: Naming) => TagRecord
  /** What becomes of the feed when a poll is complete; nothing is changed until it is applied. */
  polled: (start: number, since: number) => Feed
  /** Takes in what was heard, in any order and as often as it comes. `replaced` is about a store and passes by. */
  apply: (event: PurgeEvent) => void
  /** All that is known, and taking in all that another knows. */
  state: () => PurgeState
  merge: (state: PurgeState) => void
  /** What was proven last, if anything. Its end is the watermark. */
  feed: () => Feed | undefined
  record: (tag: string) => TagRecord | undefined
  /** Erasures that wait for a person: tag and moment. */
  waiting: () => ReadonlyMap<string, number>
  /** Forgets what is older than the feed can reach, or over the bound. Gives the tags. */
  prune: () => { records: string[]; marks: string[] }
  size: () => number
}

/** How far back the feed of the source reaches, in ms: an older proof is none. */
export const REACH_MS = 31 * 86_400_000
/** How long what was named may be held without having been fetched again, in ms. */
export const OVERDUE_MS = 3_600_000
/** About 40 MB, and a month of a feed that names 6,000 tags a day. */
const MOST_TAGS = 200_000

/**
 * An entry is current iff none of its tags was named after its fetch began. So a fetch that began before can never
 * become current, whenever it is stored:
 *   fetch begins → the tag is named → fetch ends with the old document → it is stored, and judged by its begin
 * @param maxTags remembered at most; of what is forgotten over it every older entry counts as unproven
 */
export function createFreshness(parts: { clock: Clock; reachMs?: number; maxTags?: number }): Freshness {
  const { clock, reachMs = REACH_MS, maxTags = MOST_TAGS } = parts
  /** In order of their last naming: the first is the first to be forgotten. */
  const records = new Map<string, TagRecord>()
  const marks = new Map<string, number>()
  let waiting: ReadonlyMap<string, number> = new Map()
  let feed: Feed | undefined
  /** Of entries fetched before it too much is forgotten to tell. */
  let floor = 0

  let version = 0
  const judged = new WeakMap<Entry, { version: number; verdict: Verdict }>()

  function verdictOf({ fetchedAt, tags }: Entry): Verdict {
    let proven = tags.length > 0 ? Infinity : fetchedAt
    let touched = false
    let unproven = tags.length > 0 && fetchedAt < floor
    let waits = false
    for (const tag of tags) {
      if ((marks.get(tag) ?? 0) > fetchedAt) return { state: 'erased', provenAt: fetchedAt }
      const record = records.get(tag)
      proven = Math.min(proven, provenAt(fetchedAt, spansOf(record, feed)))
      waits ||= (waiting.get(tag) ?? 0) > fetchedAt
      if (record) touched ||= record.after > fetchedAt
      else unproven ||= feed !== undefined && fetchedAt < feed.from
    }
    const state = waits ? 'waiting' : touched ? 'touched' : unproven ? 'unproven' : 'current'
    return { state, provenAt: proven }
  }

  function judge(entry: Entry): Verdict {
    const known = judged.get(entry)
    const verdict = known?.version === version ? known.verdict : verdictOf(entry)
    if (known?.version !== version) judged.set(entry, { version, verdict })
    const isOld = verdict.state === 'current' && verdict.provenAt + reachMs < clock.now()
    return isOld ? { ...verdict, state: 'unproven' } : verdict
  }

  function mayStay(entry: Entry): boolean {
    const { state } = judge(entry)
    if (state !== 'touched') return state !== 'erased'
    const oldest = clock.now() - OVERDUE_MS
    return entry.tags.every((tag) => {
      const after = records.get(tag)?.after ?? 0
      return after <= entry.fetchedAt || after > oldest
    })
  }

  /** Of two records of one tag the later naming tells where it was quiet; of the rest the higher holds. */
  function learn(tag: string, heard: TagRecord): void {
    const known = records.get(tag)
    const last = known && known.namedAt > heard.namedAt ? known : heard
    records.delete(tag)
    records.set(tag, {
      ...last,
      after: Math.max(heard.after, known?.after ?? 0),
      since: Math.max(heard.since, known?.since ?? 0),
    })
  }

  function erase(tag: string, before: number): void {
    const known = marks.get(tag) ?? 0
    marks.delete(tag)
    marks.set(tag, Math.max(before, known))
  }

  function apply(event: PurgeEvent): void {
    if (event.kind === 'replaced') return
    version += 1
    if (event.kind === 'named') for (const [tag, record] of event.records) learn(tag, record)
    if (event.kind === 'erased') for (const [tag, before] of event.marks) erase(tag, before)
    if (event.kind === 'polled') feed = together(feed, event.feed)
    if (event.kind === 'waiting') waiting = new Map(event.marks)
  }

  function prune(): { records: string[]; marks: string[] } {
    const oldest = clock.now() - reachMs
    const forgotten = { records: [] as string[], marks: [] as string[] }
    for (const [tag, { namedAt }] of records) {
      if (records.size <= maxTags && namedAt >= oldest) break
      records.delete(tag)
      forgotten.records.push(tag)
      floor = Math.max(floor, namedAt)
    }
    for (const [tag, before] of marks) {
      if (marks.size <= maxTags && before >= oldest) break
      marks.delete(tag)
      forgotten.marks.push(tag)
      floor = Math.max(floor, before)
    }
    if (forgotten.records.length + forgotten.marks.length > 0) version += 1
    return forgotten
  }

  return {
    judge,
    mayStay,
    named: (tag, naming) => named(records.get(tag), feed, naming),
    polled: (start, since) => afterPoll(feed, start, since),
    apply,
    state: () => ({ records: [...records], marks: [...marks], feed, waiting: [...waiting] }),
    merge: (state) => {
      apply({ kind: 'named', records: [...state.records].sort(([, a], [, b]) => a.namedAt - b.namedAt) })
      apply({ kind: 'erased', marks: [...state.marks].sort(([, a], [, b]) => a - b) })
      if (state.feed) apply({ kind: 'polled', feed: state.feed })
      if (state.waiting) apply({ kind: 'waiting', marks: state.waiting })
    },
    feed: () => feed,
    record: (tag) => records.get(tag),
    waiting: () => waiting,
    prune,
    size: () => records.size + marks.size,
  }
}
