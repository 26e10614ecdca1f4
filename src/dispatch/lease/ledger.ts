// When each slot is free, as this process knows it on its own monotonic clock: its own calls, and what the book says.

import type { Clock } from '../../lib/clock.ts'
import { secondMs } from './timing.ts'

/** A slot as a script tells it. */
export interface BookSlot {
  leftMs: number
  /** The take that holds it; empty when none does. */
  take: string
}

export interface Ledger {
  /** A name for a take, unlike any other. */
  name: () => string
  /** This process holds the slot, or asks for it: until it says otherwise or the longest time is over. */
  took: (slot: number, take: string) => void
  /** The slot is free at that moment, if this take still is the last of ours. */
  freed: (slot: number, take: string, freeAt: number) => void
  /** What the book says now. It replaces what it said before, save about our own takes: those we know better. */
  learn: (slots: readonly BookSlot[]) => void
  /** Nobody knows what others have out: no slot is free sooner than this. */
  hold: (ms: number) => void
  /** Ms until each slot is free: the later of what we did and what the book says. */
  leftMs: (slot: number) => number
  /** Whether another process has a call out in the slot, and may let it be free sooner than it seems. */
  isForeign: (slot: number) => boolean
  /** The slots that are not free, for a script: number, ms left, take. */
  brought: () => (string | number)[]
}

interface Parts {
  clock: Clock
  process: string
  slots: number
  /** The longest that a take holds a slot, in ms. */
  longestMs: number
}

interface Entry {
  freeAt: number
  take: string
}

export function createLedger({ clock, process, slots, longestMs }: Parts): Ledger {
  const empty = (): Entry => ({ freeAt: -Infinity, take: '' })
  const pairs = Array.from({ length: slots }, () => ({ own: empty(), book: empty() }))
  let takes = 0

  const later = (slot: number): Entry => {
    const pair = pairs[slot]
    if (!pair) throw new RangeError('no such slot')
    return pair.own.freeAt >= pair.book.freeAt ? pair.own : pair.book
  }
  const leftMs = (slot: number) => Math.max(0, later(slot).freeAt - clock.monotonic())

  return {
    name: () => `${process}.${(takes += 1)}`,
    took: (slot, take) => {
      const pair = pairs[slot]
      if (pair) pair.own = { freeAt: clock.monotonic() + longestMs, take }
    },
    freed: (slot, take, freeAt) => {
      const own = pairs[slot]?.own
      if (own?.take === take) own.freeAt = freeAt
    },
    learn: (book) => {
      const now = clock.monotonic()
      for (const [slot, { leftMs, take }] of book.entries()) {
        const pair = pairs[slot]
        if (pair) pair.book = take.startsWith(`${process}.`) ? empty() : { freeAt: now + leftMs, take }
      }
    },
    hold: (ms) => {
      const freeAt = clock.monotonic() + ms
      for (const pair of pairs) if (pair.book.freeAt < freeAt) pair.book = { freeAt, take: '' }
    },
    leftMs,
    isForeign: (slot) => later(slot) === pairs[slot]?.book && later(slot).take !== '' && leftMs(slot) > secondMs,
    brought: () =>
      pairs.flatMap((_, slot) => {
        const ms = leftMs(slot)
        return ms > 0 ? [slot, ms, later(slot).take] : []
      }),
  }
}
