// Replicas at one book, each telling it what the test says.

import assert from 'node:assert/strict'
import { type Book, createBook } from '../../src/limiet/book.ts'
import type { Server } from './server.ts'

export interface Scribe {
  book: Book
  /** One turn of this replica for one caller; gives its share, rounded. */
  settle: (want: number, held?: number, turn?: number) => Promise<number>
}

/** @param process name of the replica and 8 hex */
export function createScribe(server: Server, process: string): Scribe {
  const book = createBook({ redis: server.client(), process, prefix: '{agb}:' })
  let turn = 0
  return {
    book,
    settle: async (want, held, other) => {
      turn += 1
      const { shares } = await book.settle({ turn: other ?? turn, own: 1 / 3, wishes: { zis: { want, held } } })
      return Math.round((shares['zis'] ?? assert.fail('no share')) * 1e6) / 1e6
    },
  }
}

/** As shares are told here. */
export const THIRD = 0.333333
/** A little is always wanted, so that there is something to begin with. */
export const LITTLE = 0.01
/** All replicas had a turn since Redis began. */
export const TOLD_MS = 1500
