// The loop on the dispatcher: ask the feed, apply what it names, move the position, sleep.

import { NotOurs } from '../cache/purge-pen.ts'
import type { Dag } from '../domain/datum.ts'
import type { Clock } from '../lib/clock.ts'
import type { Applied } from './apply.ts'
import type { Lijst } from './lijst.ts'
import type { Position } from './position.ts'
import { kiesVenster, yesterday } from './vanaf.ts'

export interface Polled {
  startedAt: number
  since: number
  /** It reached back to the last completed poll. Else what was fetched before its window is proven no longer. */
  bridged: boolean
}

export interface PollerParts {
  clock: Clock
  everyMs: number
  /** Makes sure that this process knows all that the one before knew. */
  prepare: () => Promise<void>
  /**
   * One call for the codes of all parties that changed since that day. Rejects when it brought no list. What `applied`
   * tells was done on the way: a list that others wait for too is applied before any of them has it.
   */
  ask: (
    vanaf: Dag,
    signal: AbortSignal,
  ) => Promise<Pick<Lijst, 'codes' | 'startedAt' | 'answeredAt'> & { applied?: Applied }>
  apply: (lijst: Lijst) => Promise<Applied>
  position: Position
  onPolled: (applied: Applied, poll: Polled, signal: AbortSignal) => void
  onFault: (fault: unknown) => void
}

export interface Poller {
  /** Polls until the signal. */
  run: (signal: AbortSignal) => Promise<void>
  /** Does a poll look back as far as this day? A list that looks further names what changed long ago, again and again. */
  reaches: (since: number) => boolean
  /** Resolves when a poll is complete that began then or later; it begins at once. Rejects when that poll fails. */
  after: (moment: number) => Promise<void>
}

interface Waiter {
  moment: number
  resolve: () => void
  reject: (fault: unknown) => void
}

/** After a failure, in ms; twice as long after each more, at most the usual interval. */
const FIRST_RETRY_MS = 2_000

/**
 * Polls from now on until the signal, which is given with the lease and aborted when it is lost. A poll counts when its
 * position was moved, and that comes last: a crash at any step before leaves the position where it was, and whoever polls
 * next names all of it again. What was told twice changes nothing. The first poll reaches a day further, for nobody knows
 * how the one before ended.
 */
export function createPoller(parts: PollerParts): Poller {
  const { clock, everyMs, prepare, ask, apply, position, onPolled, onFault } = parts
  /** Begin of the window of the poll that is under way, or was last; undefined while nobody polls here. */
  let window: number | undefined
  const waiting = new Set<Waiter>()
  let wanted = Promise.withResolvers<void>()

  function done(startedAt: number): void {
    for (const waiter of [...waiting].filter(({ moment }) => moment <= startedAt)) {
      waiting.delete(waiter)
      waiter.resolve()
    }
  }

  function failed(fault: unknown): void {
    for (const { reject } of waiting) reject(fault)
    waiting.clear()
  }

  async function run(signal: AbortSignal): Promise<void> {
    try {
      await poll(signal)
    } finally {
      window = undefined
      failed(new NotOurs())
    }
  }

  async function poll(signal: AbortSignal): Promise<void> {
    /** In a row. */
    let failures = 0
    let furtherAt: number | undefined

    async function once(): Promise<void> {
      await prepare()
      const last = position.completed()
      const { dag, since, further } = kiesVenster({
        now: clock.now(),
        completed: last,
        furtherAt,
        failed: failures > 0,
      })
      window = since
      const answer = await ask(dag, signal)
      const { startedAt } = answer
      const applied = answer.applied ?? (await apply({ ...answer, since, after: since }))
      await position.move(startedAt, since)
      if (further) furtherAt = startedAt
      done(startedAt)
      onPolled(applied, { startedAt, since, bridged: last !== undefined && since <= last }, signal)
    }

    while (!signal.aborted) {
      const begun = clock.monotonic()
      // A new bell before asking: who wants a poll while one is under way gets the next.
      wanted = Promise.withResolvers()
      try {
        await once()
        failures = 0
      } catch (fault) {
        if (signal.aborted) return
        failures += 1
        failed(fault)
        onFault(fault)
      }
      const interval = failures > 0 ? Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), everyMs) : everyMs
      const sleeping = new AbortController()
      const until = AbortSignal.any([sleeping.signal, signal])
      const slept = clock.sleep(Math.max(0, begun + interval - clock.monotonic()), until).catch(() => {})
      // One that was wanted while the last was under way, and that could answer for an earlier call, comes at once.
      await (waiting.size > 0 ? undefined : Promise.race([slept, wanted.promise]))
      sleeping.abort()
    }
  }

  return {
    run,
    reaches: (since) => window === undefined || since >= window || since >= yesterday(clock.now()),
    after: (moment) => {
      if (window === undefined) return Promise.reject(new NotOurs())
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      waiting.add({ moment, resolve, reject })
      wanted.resolve()
      return promise
    },
  }
}
