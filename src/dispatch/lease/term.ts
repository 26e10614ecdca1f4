// A term while the lease is held: takes slots in the book under the token, and knows when it may not.

import type { Clock } from '../../lib/clock.ts'
import type { Taken, Term } from '../term.ts'
import type { Book, Lost } from './book.ts'
import type { Frees } from './frees.ts'
import type { Ledger } from './ledger.ts'
import { freshMs, renewMs, retryMs, takeMs } from './timing.ts'

/** How the lease stands at this moment. */
export interface Standing {
  token: string
  /** When the last claim or renewal that counted was sent (monotonic, ms). */
  countedAt: number
  /** Alone without Redis: no book to ask and nobody else who calls. */
  detached: boolean
}

export interface LiveTerm extends Term {
  /** The lease is lost: nothing starts any more. What is out may still say when its slot is free. */
  end: () => void
}

interface Parts {
  clock: Clock
  book: Book
  ledger: Ledger
  frees: Frees
  slots: number
  kept: string | undefined
  standing: () => Standing
  /** A take found the lease with another. */
  onLost: (lost: Lost) => void
  /** A take found the book unwritten, or under a token of ours that we do not know: it must be claimed. */
  onStale: () => void
  onNote: (note: string) => void
  process: string
}

export function createTerm(parts: Parts): LiveTerm {
  const { clock, book, ledger, frees, slots, kept, standing, onLost, onStale, onNote, process } = parts
  let ended: { token: string } | undefined

  const later = (ms: number): Taken => ({ kind: 'later', ms: Math.max(1, Math.ceil(ms)) })

  /** When to look at the slot. Another process may give its own back sooner; the book says so at the next renewal. */
  function firstLook(slot: number): number {
    const ms = ledger.leftMs(slot)
    return ledger.isForeign(slot) ? Math.min(ms, renewMs) : ms
  }

  function taken(slot: number, take: string, sentAt: number): Taken {
    return {
      kind: 'taken',
      mayStart: () => !ended && clock.monotonic() - sentAt < takeMs,
      free: (inMs) => free(slot, take, inMs),
    }
  }

  function free(slot: number, take: string, inMs: number) {
    const freeAt = clock.monotonic() + inMs
    ledger.freed(slot, take, freeAt)
    frees.add(slot, take, freeAt)
  }

  /** What the process knows without asking; undefined when the book must be asked. */
  function refusal(slot: number): Taken | undefined {
    if (ended) return { kind: 'lost' }
    const ms = firstLook(slot)
    if (ms > 0) return later(ms)
    const { countedAt, detached } = standing()
    return detached || clock.monotonic() - countedAt < freshMs ? undefined : later(retryMs)
  }

  async function take(slot: number): Promise<Taken> {
    const refused = refusal(slot)
    if (refused) return refused
    const name = ledger.name()
    const sentAt = clock.monotonic()
    // Known before it is written: a claim that overtakes the reply must not forget it.
    ledger.took(slot, name)
    if (standing().detached) return taken(slot, name, sentAt)

    const reply = await book.take(standing().token, slot, name)
    if (!ended && reply.kind === 'taken') return taken(slot, name, sentAt)
    if (!ended && reply.kind === 'unknown' && standing().detached) return taken(slot, name, clock.monotonic())
    // It may be written down all the same, by itself or with a claim, and nothing will be sent.
    free(slot, name, 0)
    if (!ended && reply.kind === 'lost' && reply.holder !== process) onLost(reply)
    if (ended) return { kind: 'lost' }
    if (reply.kind === 'lost' || reply.kind === 'unwritten') onStale()
    // What holds the slot is not ours, so it may be over sooner.
    return later(reply.kind === 'later' ? Math.min(reply.leftMs, renewMs) : retryMs)
  }

  return {
    get token() {
      return (ended ?? standing()).token
    },
    freeInMs: Array.from({ length: slots }, (_, slot) => firstLook(slot)),
    kept,
    take,
    keep: onNote,
    end: () => {
      ended ??= { token: standing().token }
    },
  }
}
