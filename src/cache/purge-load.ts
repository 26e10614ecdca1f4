// Reads the whole shared state of what was named and erased: for a replica that begins, or missed something.

import type { Cluster, Redis } from 'ioredis'
import type { TagRecord } from './freshness-proof.ts'
import { type Mark, type PurgeState, readFeed, readRecord, readMarks } from './purge-event.ts'
import { type Places, readMoment } from './purge-places.ts'

export interface Loaded {
  /** Empty when nobody wrote a state yet. */
  epoch: string
  /** Events up to this one are in the state; some later ones may be too. */
  seq: number
  state: PurgeState
  /** No moment that was written is later, in ms since the epoch. */
  latest: number
}

/** Fields in one step of a scan: some tens of kilobytes, well inside the time-out of one command. */
const BATCH = 500

async function* fieldsOf(redis: Redis | Cluster, place: string): AsyncGenerator<[field: string, value: string]> {
  let cursor = '0'
  do {
    const [next, found] = await redis.hscan(place, cursor, 'COUNT', BATCH)
    for (let at = 0; at + 1 < found.length; at += 2) yield [found[at] ?? '', found[at + 1] ?? '']
    cursor = next
  } while (cursor !== '0')
}

/**
 * The count of events is read first, so what is told meanwhile is heard afterwards, perhaps for the second time. Rejects
 * with the error of ioredis.
 */
export async function loadState(redis: Redis | Cluster, places: Places): Promise<Loaded> {
  const fields = ['epoch', 'seq', 'feed', 'waiting', 'latest'] as const
  const [epoch, seq, feedText, waiting, fetchedAt] = await redis.hmget(places.shared, ...fields)
  const feed = readFeed(feedText)
  let latest = Math.max(readMoment(fetchedAt ?? ''), feed?.to ?? 0)
  const records: Array<[string, TagRecord]> = []
  for await (const [tag, text] of fieldsOf(redis, places.records)) {
    const record = readRecord(text)
    if (!record) continue
    records.push([tag, record])
    latest = Math.max(latest, record.after, record.namedAt)
  }
  const marks: Mark[] = []
  for await (const [tag, text] of fieldsOf(redis, places.marks)) {
    const before = readMoment(text)
    marks.push([tag, before])
    latest = Math.max(latest, before)
  }
  return {
    epoch: epoch ?? '',
    seq: Number(seq ?? 0),
    state: { records, marks, feed, waiting: readMarks(waiting) },
    latest,
  }
}
