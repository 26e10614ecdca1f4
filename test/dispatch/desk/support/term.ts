// A term whose book the test reads and writes: every slot is there for the taking, unless told otherwise.

import type { Taken, Term } from '../../../../src/dispatch/term.ts'

interface Options {
  /** How many slots. */
  slots?: number
  /** Ms until each is free; default: at once. */
  freeInMs?: readonly number[]
  kept?: string
  /** What the book says instead, per take. */
  book?: (slot: number) => Taken['kind'] | number | Promise<Taken['kind'] | number>
  /** Whether a take still holds when the first byte is about to go. */
  mayStart?: () => boolean
}

export interface TestTerm extends Term {
  takes: number[]
  /** Slot and ms, in the order of being told. */
  frees: [number, number][]
  notes: string[]
}

export function createTestTerm({
  slots = 10,
  freeInMs,
  kept,
  book = () => 'taken',
  mayStart = () => true,
}: Options = {}): TestTerm {
  const takes: number[] = []
  const frees: [number, number][] = []
  const notes: string[] = []
  return {
    token: '1',
    freeInMs: freeInMs ?? Array.from({ length: slots }, () => 0),
    kept,
    takes,
    frees,
    notes,
    take: async (slot) => {
      takes.push(slot)
      const says = await book(slot)
      if (typeof says === 'number') return { kind: 'later', ms: says }
      if (says !== 'taken') return says === 'lost' ? { kind: 'lost' } : { kind: 'later', ms: 1 }
      return { kind: 'taken', mayStart, free: (inMs) => frees.push([slot, inMs]) }
    },
    keep: (note) => notes.push(note),
  }
}
