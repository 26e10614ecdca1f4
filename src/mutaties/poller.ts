// The loop on the dispatcher: ask the feed, apply what it names, move the position, sleep.

import type { Dag } from '../domain/datum.ts'
import type { Clock } from '../lib/clock.ts'
import type { Applied } from './apply.ts'
import type { Lijst } from './lijst.ts'
import type { Position } from './position.ts'
import { kiesVenster } from './vanaf.ts'

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
  /** One call for the codes of all parties that changed since that day. Rejects when it brought no list. */
  ask: (vanaf: Dag, signal: AbortSignal) => Promise<Pick<Lijst, 'codes' | 'startedAt' | 'answeredAt'>>
  apply: (lijst: Lijst) => Promise<Applied>
  position: Position
  onPolled: (applied: Applied, poll: Polled, signal: AbortSignal) => void
  onFault: (fault: unknown) => void
}

/** After a failure, in ms; twice as long after each more, at most the usual interval. */
const FIRST_RETRY_MS = 2_000

/**
 * Polls from now on until the signal, which is given with the lease and aborted when it is lost. A poll counts when its
 * position was moved, and that comes last: a crash at any step before leaves the position where it was, and whoever polls
 * next names all of it again. What was told twice changes nothing. The first poll reaches a day further, for nobody knows
 * how the one before ended.
 */
export function createPoller(parts: PollerParts) {
  const { clock, everyMs, prepare, ask, apply, position, onPolled, onFault } = parts

  return async function poll(signal: AbortSignal): Promise<void> {
    /** In a row. */
    let failures = 0
    let furtherAt: number | undefined

    async function once(): Promise<void> {
      await prepare()
      const completed = position.completed()
      const { dag, since, further } = kiesVenster({
        now: clock.now(),
        completed,
        furtherAt,
        failed: failures > 0,
      })
      const answer = await ask(dag, signal)
      const { startedAt } = answer
      const applied = await apply({ ...answer, since, after: since })
      await position.move(startedAt, since)
      if (further) furtherAt = startedAt
      onPolled(applied, { startedAt, since, bridged: completed !== undefined && since <= completed }, signal)
    }

    while (!signal.aborted) {
      const begun = clock.monotonic()
      try {
        await once()
        failures = 0
      } catch (fault) {
        if (signal.aborted) return
        failures += 1
        onFault(fault)
      }
      const interval = failures > 0 ? Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), everyMs) : everyMs
      await clock.sleep(Math.max(0, begun + interval - clock.monotonic()), signal).catch(() => {})
    }
  }
}
