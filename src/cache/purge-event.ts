// What replicas tell each other of kept entries: as it stands in the stream, and checked when it is read.

import type { Feed, Span, TagRecord } from './freshness-proof.ts'

/** Each carries what holds from now on, not what to do: heard twice it changes nothing. */
export type PurgeEvent =
  /** The feed named these tags. */
  | { kind: 'named'; records: ReadonlyArray<readonly [tag: string, record: TagRecord]> }
  /** A poll is applied: all that it named was told before. */
  | { kind: 'polled'; feed: Feed }
  /** Entries that name such a tag and were fetched before that moment are gone. */
  | { kind: 'erased'; marks: readonly Mark[] }
  /** What was held under this key and fetched before that moment gave way to another. */
  | { kind: 'replaced'; key: string; before: number }
  /** These erasures, and no others, wait for a person. */
  | { kind: 'waiting'; marks: readonly Mark[] }

/** Entries that name the tag are erased when their fetch began before the moment, in ms since the epoch. */
export type Mark = readonly [tag: string, before: number]

/** All of it at once: what a replica that missed something begins with. */
export interface PurgeState {
  records: ReadonlyArray<readonly [tag: string, record: TagRecord]>
  marks: readonly Mark[]
  feed: Feed | undefined
  /** Undefined: nobody has said so yet. */
  waiting: readonly Mark[] | undefined
}

/** The event, or undefined when it is none that this version knows: then nothing may be concluded from it. */
export function readEvent(text: string): PurgeEvent | undefined {
  const event = parsed(text) as PurgeEvent | undefined
  return event && isEvent(event) ? event : undefined
}

export function readRecord(text: string | null | undefined): TagRecord | undefined {
  const record = parsed(text)
  return isRecord(record) ? record : undefined
}

export function readFeed(text: string | null | undefined): Feed | undefined {
  const feed = parsed(text)
  return isFeed(feed) ? feed : undefined
}

export function readMarks(text: string | null | undefined): readonly Mark[] | undefined {
  const marks = parsed(text)
  return arePairs(marks, isMoment) ? (marks as Mark[]) : undefined
}

function isEvent(event: PurgeEvent): boolean {
  switch (event.kind) {
    case 'named':
      return arePairs(event.records, isRecord)
    case 'polled':
      return isFeed(event.feed)
    case 'erased':
    case 'waiting':
      return arePairs(event.marks, isMoment)
    case 'replaced':
      return typeof event.key === 'string' && isMoment(event.before)
    default:
      return false
  }
}

function parsed(text: string | null | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const isMoment = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** Pairs of a tag and something. */
const arePairs = (value: unknown, isSecond: (second: unknown) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((pair: unknown) => Array.isArray(pair) && typeof pair[0] === 'string' && isSecond(pair[1]))

function isSpan(value: unknown): value is Span {
  const { from, to } = (value ?? {}) as Partial<Span>
  return isMoment(from) && isMoment(to)
}

function isRecord(value: unknown): value is TagRecord {
  const { after, since, namedAt, quiet } = (value ?? {}) as Partial<TagRecord>
  return isMoment(after) && isMoment(since) && isMoment(namedAt) && isSpan(quiet)
}

function isFeed(value: unknown): value is Feed {
  const polls = (value as Partial<Feed> | undefined)?.polls as unknown
  return (
    isSpan(value) &&
    Array.isArray(polls) &&
    polls.every((poll) => Array.isArray(poll) && poll.slice(0, 2).every(isMoment))
  )
}
