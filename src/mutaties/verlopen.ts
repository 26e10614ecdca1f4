// What was named and not fetched anew: fetched by whoever becomes the dispatcher, deleted when an hour has passed.

import { type Freshness, OVERDUE_MS } from '../cache/freshness.ts'
import type { PurgeLog } from '../cache/purge-log.ts'
import type { Mark } from '../cache/purge-event.ts'
import type { Tagged } from '../cache/tags.ts'
import type { Clock } from '../lib/clock.ts'
import type { Named } from './apply.ts'

export interface VerlopenParts {
  clock: Clock
  log: Pick<PurgeLog, 'prepare' | 'epoch'>
  freshness: Pick<Freshness, 'state' | 'waiting'>
  tagged: Pick<Tagged, 'held' | 'erase'>
  refetch: (keys: readonly Named[]) => void
  /** A code of which so many answers were deleted. */
  onDeleted: (code: string, entries: number) => void
  onFault: (fault: unknown) => void
}

const EVERY_MS = 60_000
const BATCH = 100

interface Behind {
  code: string
  after: number
  keys: string[]
}

/**
 * Runs on the dispatcher until the signal. First everything that was named before and is still held as it was is put up
 * for fetching: the one before may have died with it. Then once a minute what was named an hour ago is looked at. All of it
 * once more when Redis came back from an old snapshot: it may hold again what was replaced or deleted since.
 */
export function createVerlopen({ clock, log, freshness, tagged, refetch, onDeleted, onFault }: VerlopenParts) {
  /** What is held of codes that were named in this span, and was not fetched since. What waits for a person is not. */
  async function* behind(from: number, to: number): AsyncGenerator<Behind[]> {
    const named = freshness
      .state()
      .records.filter(([code, { after }]) => after > from && after <= to && !freshness.waiting().has(code))
    for (let at = 0; at < named.length; at += BATCH) {
      const some = named.slice(at, at + BATCH)
      const held = await tagged.held(some.map(([code]) => code))
      yield some.flatMap(([code, { after }]) => {
        const keys = (held.get(code) ?? []).filter(({ fetchedAt }) => fetchedAt < after).map(({ key }) => key)
        return keys.length > 0 ? [{ code, after, keys }] : []
      })
    }
  }

  async function resume(): Promise<void> {
    for await (const found of behind(0, clock.now()))
      refetch(found.flatMap(({ after, keys }) => keys.map((key) => ({ key, after, urgent: true }))))
  }

  async function deleteUntil(from: number, to: number): Promise<void> {
    for await (const found of behind(from, to)) {
      if (found.length === 0) continue
      await tagged.erase(found.map(({ code, after }): Mark => [code, after]))
      for (const { code, keys } of found) onDeleted(code, keys.length)
    }
  }

  return async function run(signal: AbortSignal): Promise<void> {
    let resumed: string | undefined
    let looked = 0
    while (!signal.aborted) {
      try {
        await log.prepare()
        if (resumed !== log.epoch()) {
          looked = 0
          await resume()
          resumed = log.epoch()
        }
        const to = clock.now() - OVERDUE_MS
        await deleteUntil(looked, to)
        looked = to
      } catch (fault) {
        onFault(fault)
      }
      await clock.sleep(EVERY_MS, signal).catch(() => {})
    }
  }
}
