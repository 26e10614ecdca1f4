// The dispatcher's side: tells every replica of an event, and keeps the shared state that a replica begins with.

import { randomUUID } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import type { Freshness } from './freshness.ts'
import type { Moments } from './moments.ts'
import type { Mark, PurgeEvent, PurgeState } from './purge-event.ts'
import { loadState } from './purge-load.ts'
import { type Pen, Unvouched } from './purge-pen.ts'
import { type Places, writeMoment } from './purge-places.ts'
import { asStoreFault } from './store-fault.ts'

/** What can be told without touching an entry in Redis. */
export type Telling = Exclude<PurgeEvent, { kind: 'erased' | 'replaced' }>

export interface PurgeLog {
  /** Another one after `prepare`: Redis lost what it held, or holds again what it had lost. */
  epoch: () => string
  /**
   * Makes sure that this process knows all that is shared, and that all it knows is shared. To be called when the lease
   * was won and before each round of work; without it nothing can be told.
   */
  prepare: () => Promise<void>
  /**
   * From here on nobody puts back what Redis lost: what stands there is all that is held. To be called before it is asked
   * who holds what a list names. Others get a moment for it when this process just wrote all anew.
   */
  settle: () => Promise<void>
  /**
   * Resolves when every replica will hear of it, also one that begins later; then this process knows it too. That a poll is
   * applied can be told only of what was settled: when Redis was lost meanwhile, that poll saw not all that is held.
   */
  tell: (event: Telling) => Promise<void>
  /** Takes what `Freshness.prune` forgot out of the shared state. */
  forget: (pruned: { records: readonly string[]; marks: readonly string[] }) => Promise<void>
}

export interface PurgeLogParts {
  redis: Redis | Cluster
  /** Learns what was written by those before. */
  clock: Moments
  places: Places
  pen: Pen
  freshness: Freshness
  /** Of the lease: with another one all is read anew. */
  token: () => string | undefined
  /** A server that forgot may hold again what was erased: it has to be erased once more. */
  eraseAgain: (marks: readonly Mark[]) => Promise<unknown>
}

/** Keys 2, 3 and 4 of every script that writes. */
const SHARED = 2
const RECORDS = 3
const MARKS = 4
/** Fields in one script: some tens of kilobytes. */
const BATCH = 300
/** Tags in one erasure: each leads to some entries. */
const ERASURES = 50
/** What replicas get to put back what Redis lost, in ms: they hear of it at once. */
const PUT_BACK_MS = 1_000

type Field = readonly [place: number, field: string, value: string]

function* batches<T>(items: readonly T[], size = BATCH): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

function fieldsOf(event: Telling): Field[] {
  if (event.kind === 'named') return event.records.map(([tag, record]) => [RECORDS, tag, JSON.stringify(record)])
  if (event.kind === 'polled') return [[SHARED, 'feed', JSON.stringify(event.feed)]]
  return [[SHARED, 'waiting', JSON.stringify(event.marks)]]
}

/** @throws from each function: NotOurs, Unvouched or StoreFault; then what was asked must be asked again */
export function createPurgeLog(parts: PurgeLogParts): PurgeLog {
  const { redis, clock, places, pen, freshness, token, eraseAgain } = parts
  let preparedFor: string | undefined
  let preparing: Promise<void> | undefined
  /** The epoch that was settled. */
  let settled: string | undefined
  /** When the others can have put back what they hold. On the monotonic clock, in ms. */
  let putBackAt = -Infinity

  const write = (fields: readonly Field[], event = '') => pen.run('write', [], [event, ...fields.flat()])

  const silently = async (fields: readonly Field[]) => {
    for (const batch of batches(fields)) await write(batch)
  }

  async function settle(): Promise<void> {
    if (settled === pen.epoch()) return
    const leftMs = putBackAt - clock.monotonic()
    if (leftMs > 0) await clock.sleep(leftMs)
    const epoch = pen.epoch()
    await write([[SHARED, 'settled', '1']])
    settled = epoch
  }

  async function tell(event: Telling): Promise<void> {
    if (event.kind === 'polled' && settled !== pen.epoch()) throw new Unvouched()
    if (event.kind === 'named')
      for (const records of batches(event.records)) {
        const part = { kind: 'named', records } as const
        await write(fieldsOf(part), JSON.stringify(part))
      }
    else await write(fieldsOf(event), JSON.stringify(event))
    freshness.apply(event)
  }

  /** Writes all that this process knows, and begins an epoch when it stands there. */
  async function share(before: string): Promise<void> {
    const { records, marks, feed, waiting }: PurgeState = freshness.state()
    await silently([
      ...fieldsOf({ kind: 'named', records }),
      ...marks.map(([tag, moment]): Field => [MARKS, tag, writeMoment(moment)]),
      ...(feed ? fieldsOf({ kind: 'polled', feed }) : []),
      ...fieldsOf({ kind: 'waiting', marks: waiting ?? [] }),
    ])
    pen.begin(randomUUID())
    await pen.run('vouch', [], [before])
    // Who knows nothing took over from nobody whose answers the others could hold.
    if (feed) putBackAt = clock.monotonic() + PUT_BACK_MS
    for (const batch of batches(marks, ERASURES)) await eraseAgain(batch)
  }

  async function check(): Promise<boolean> {
    try {
      await pen.run('check', [], [])
      return true
    } catch (fault) {
      if (fault instanceof Unvouched) return false
      throw fault
    }
  }

  async function prepareAnew(): Promise<void> {
    const held = token()
    if (held !== undefined && held === preparedFor && (await check())) return
    const { epoch, state, latest } = await loadState(redis, places).catch((error: unknown) => {
      throw asStoreFault(error)
    })
    clock.passed(latest)
    freshness.merge(state)
    pen.begin(epoch)
    if (epoch === '' || !(await check())) await share(epoch)
    preparedFor = held
  }

  /** Several who want to begin do it together: of two that write all of it, one would find the other's epoch. */
  function prepare(): Promise<void> {
    preparing ??= prepareAnew().finally(() => {
      preparing = undefined
    })
    return preparing
  }

  return {
    epoch: pen.epoch,
    prepare,
    settle,
    tell,
    forget: ({ records, marks }) =>
      silently([...records.map((tag): Field => [RECORDS, tag, '']), ...marks.map((tag): Field => [MARKS, tag, ''])]),
  }
}
