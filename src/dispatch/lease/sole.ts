// The term of a process that is the only one by its making, without Redis: it never ends, and its clock is the book.

import type { Clock } from '../../lib/clock.ts'
import type { Term } from '../term.ts'
import { createLedger } from './ledger.ts'
import { longestMs, takeMs } from './timing.ts'
import { tokenAfter } from './token.ts'

interface Parts {
  clock: Clock
  process: string
  slots: number
  callTimeoutMs: number
  /** How long no slot is free at first, in ms: the process before this one may have called just now. */
  startHeldMs?: number
}

/** Begins now and holds for ever. */
export function createSoleTerm({ clock, process, slots, callTimeoutMs, startHeldMs = 1000 }: Parts): Term {
  const ledger = createLedger({ clock, process, slots, longestMs: longestMs(callTimeoutMs) })
  ledger.hold(startHeldMs)

  return {
    token: tokenAfter(clock.now(), '', process),
    freeInMs: Array.from({ length: slots }, (_, slot) => ledger.leftMs(slot)),
    kept: undefined,
    take: async (slot) => {
      const ms = ledger.leftMs(slot)
      if (ms > 0) return { kind: 'later', ms }
      const take = ledger.name()
      const takenAt = clock.monotonic()
      ledger.took(slot, take)
      return {
        kind: 'taken',
        mayStart: () => clock.monotonic() - takenAt < takeMs,
        free: (inMs) => ledger.freed(slot, take, clock.monotonic() + inMs),
      }
    },
    keep: () => {},
  }
}
