// Slots that are free sooner than their take said, told to the book as soon as it can be told.

import type { Clock } from '../../lib/clock.ts'
import type { Book } from './book.ts'

export interface Frees {
  /** The slot is free at that moment (monotonic, ms). Tells the book at once, and again at `retry` if that failed. */
  add: (slot: number, take: string, freeAt: number) => void
  /** Redis answers: tells what could not be told. */
  retry: () => void
  /** Resolves when nothing is on its way any more. Never rejects. */
  settled: () => Promise<void>
}

interface Parts {
  clock: Clock
  book: Pick<Book, 'free'>
  /** After so many ms the slot is free by itself, and it need not be told. */
  longestMs: number
}

interface Told {
  slot: number
  take: string
  freeAt: number
  mattersUntil: number
}

export function createFrees({ clock, book, longestMs }: Parts): Frees {
  const untold = new Set<Told>()
  const sending = new Map<Told, Promise<void>>()

  async function send(told: Told) {
    const inMs = Math.max(0, told.freeAt - clock.monotonic())
    if (await book.free(told.slot, told.take, inMs)) untold.delete(told)
    sending.delete(told)
  }

  function tell(told: Told) {
    if (told.mattersUntil < clock.monotonic()) untold.delete(told)
    else if (!sending.has(told)) sending.set(told, send(told))
  }

  return {
    add: (slot, take, freeAt) => {
      const told = { slot, take, freeAt, mattersUntil: clock.monotonic() + longestMs }
      untold.add(told)
      tell(told)
    },
    retry: () => {
      for (const told of untold) tell(told)
    },
    settled: async () => {
      await Promise.all(sending.values())
    },
  }
}
