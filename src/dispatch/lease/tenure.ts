// What this process has of the lease: its term while it holds it, and the tokens and the note that outlive a term.

import type { Clock } from '../../lib/clock.ts'
import type { Term } from '../term.ts'
import type { Book, Claimant, Granted, Lost, Renewed } from './book.ts'
import type { Frees } from './frees.ts'
import type { Ledger } from './ledger.ts'
import type { RedisTime } from './redis-time.ts'
import { createTerm, type LiveTerm } from './term.ts'
import { tokenAfter } from './token.ts'

export interface Tenure {
  /** The term, while the lease is held. */
  term: () => LiveTerm | undefined
  claimant: () => Claimant
  /** When the last claim or renewal that counted was sent (monotonic, ms). */
  countedAt: () => number
  /** Whether the book is not as it should be, so that it must be claimed and written anew. */
  isStale: () => boolean
  becomeStale: () => void
  /** A claim sent at that moment succeeded: the term goes on, or one begins. */
  granted: (granted: Granted, sentAt: number) => void
  renewed: (renewed: Extract<Renewed, { kind: 'renewed' }>, sentAt: number) => void
  /** Begins a term, or goes on with it, that no book knows of. */
  beginAlone: () => void
  saw: (token: string) => void
  /** Ends the term, if there is one. */
  lose: () => void
}

interface Parts {
  clock: Clock
  book: Book
  ledger: Ledger
  frees: Frees
  time: RedisTime
  process: string
  slots: number
  isDetached: () => boolean
  onHeld: (term: Term) => void
  onLost: () => void
  /** A take found the lease with another; the term has ended. */
  onTaken: (lost: Lost) => void
  /** A take found the book stale. */
  onStale: () => void
}

export function createTenure(parts: Parts): Tenure {
  const { clock, book, ledger, frees, time, process, slots, isDetached } = parts
  let term: LiveTerm | undefined
  let claimant: Claimant = { own: '', seen: '', note: '' }
  let countedAt = -Infinity
  let stale = false
  /** Of the times that Redis time moved, those that the book was written after. */
  let movesWritten = 0

  function begin() {
    term = createTerm({
      clock,
      book,
      ledger,
      frees,
      process,
      slots,
      kept: claimant.note || undefined,
      standing: () => ({ token: claimant.own, countedAt, detached: isDetached() }),
      onLost: (lost) => {
        lose()
        parts.onTaken(lost)
      },
      onStale: () => {
        stale = true
        parts.onStale()
      },
      onNote: (note) => {
        claimant = { ...claimant, note }
      },
    })
    parts.onHeld(term)
  }

  function lose() {
    if (!term) return
    term.end()
    term = undefined
    stale = false
    parts.onLost()
  }

  return {
    term: () => term,
    claimant: () => claimant,
    countedAt: () => countedAt,
    isStale: () => stale,
    becomeStale: () => {
      stale = true
    },
    granted: ({ token, note, slots }, sentAt) => {
      claimant = { own: token, seen: token, note }
      countedAt = sentAt
      stale = false
      movesWritten = time.moves()
      ledger.learn(slots)
      if (!term) begin()
    },
    renewed: ({ slots }, sentAt) => {
      countedAt = sentAt
      // What the book says of slots is in a time that moved: ours is written over it.
      if (time.moves() !== movesWritten) stale = true
      else ledger.learn(slots)
    },
    beginAlone: () => {
      const token = tokenAfter(clock.now(), claimant.seen, process)
      claimant = { ...claimant, own: token, seen: token }
      begin()
    },
    saw: (token) => {
      if (token > claimant.seen) claimant = { ...claimant, seen: token }
    },
    lose,
  }
}
