// What a feed of changed tags proves: over which spans a tag is known not to have changed. Pure.

/** From and to, both included, in ms since the epoch. */
export interface Span {
  from: number
  to: number
}

/** What the completed polls prove together of every tag that none of them named. */
export interface Feed extends Span {
  /** Start and beginning of the window of each poll that still matters, both ascending. */
  polls: ReadonlyArray<readonly [start: number, since: number]>
}

/** One poll, or another list that tells of changes. In ms since the epoch. */
export interface Naming {
  /** The answer was in: what is fetched from now on shows every change that it tells of. */
  at: number
  /** Begin of the day on which the window of the poll begins. */
  since: number
  /** Whatever it names changed at or after this moment for sure. At least `since`. */
  after: number
}

/** What the feed said of one tag. */
export interface TagRecord {
  /** A copy counts only when its fetch began then or later. */
  after: number
  /** Begin of the latest day from which on it was named. */
  since: number
  /** When it was named last. */
  namedAt: number
  /** The last span over which it was proven unchanged before that; `never` when there is none. */
  quiet: Span
}

const never: Span = { from: 0, to: 0 }

/**
 * The feed after one more completed poll, in order of their starts. When its window begins after the end of what was
 * proven, nothing bridges the gap and the proof begins anew.
 */
export function afterPoll(feed: Feed | undefined, start: number, since: number): Feed {
  if (!feed || since > feed.to) return { from: since, to: start, polls: [[start, since]] }
  if (start <= feed.to) return feed
  // Of what is asked below (the widest window after a moment) a poll with a window as wide or wider takes the place.
  const polls = [...feed.polls.filter(([, other]) => other < since), [start, since] as const]
  return { from: Math.min(feed.from, since), to: start, polls }
}

/** What two who followed the same feed know together: the later end, and one span when nothing lies between. */
export function together(one: Feed | undefined, other: Feed | undefined): Feed | undefined {
  if (!one || !other) return one ?? other
  const [earlier, later] = one.to <= other.to ? [one, other] : [other, one]
  return earlier.to >= later.from ? { ...later, from: Math.min(earlier.from, later.from) } : later
}

/**
 * What becomes of a tag when it is named. For the first time since that day: whatever was fetched before no longer
 * counts. Again: the feed cannot say whether it changed once more, for each poll repeats the whole day, so only what is
 * older than the window falls.
 */
export function named(record: TagRecord | undefined, feed: Feed | undefined, { at, since, after }: Naming): TagRecord {
  const again = record !== undefined && record.since >= since
  return {
    after: Math.max(record?.after ?? 0, again ? after : at),
    since: Math.max(record?.since ?? 0, since),
    namedAt: Math.max(record?.namedAt ?? 0, at),
    quiet: spansOf(record, feed).at(-1) ?? never,
  }
}

/** Over which spans, ascending, a tag with this record (none: it was never named) is proven unchanged. */
export function spansOf(record: TagRecord | undefined, feed: Feed | undefined): readonly Span[] {
  if (!record) return feed ? [feed] : []
  const widest = feed?.polls.find(([start]) => start > record.namedAt)
  if (!feed || !widest) return [record.quiet]
  const since = { from: widest[1], to: feed.to }
  return record.quiet.to >= since.from
    ? [{ from: Math.min(record.quiet.from, since.from), to: since.to }]
    : [record.quiet, since]
}

/** The moment as of which a copy is proven current: the start of its fetch, or the end of the span that it falls in. */
export const provenAt = (fetchedAt: number, spans: readonly Span[]): number =>
  spans.find(({ from, to }) => from <= fetchedAt && fetchedAt <= to)?.to ?? fetchedAt
