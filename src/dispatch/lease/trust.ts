// Whether moments in the book can be believed by who did not write them: not while Redis time may be moving.

import type { RedisTime } from './redis-time.ts'
import { steadyMs } from './timing.ts'

export interface Trust {
  /** The book was seen under this token. */
  saw: (token: string) => void
  /** Ms until moments in the book can be believed, if nobody writes it before. */
  leftMs: () => number
}

interface Parts {
  time: RedisTime
  longestMs: number
}

/**
 * When Redis time moves, the holder writes the book anew from its own clock, under a new token. Until someone did, a slot
 * may seem free that is not, so nobody claims before the longest call is over. The first time that is seen may have
 * moved just before; then a second must do, or every start would wait that long.
 */
export function createTrust({ time, longestMs }: Parts): Trust {
  let movesSeen = 0
  let tokenWhenMoved = ''
  let isRewritten = false

  return {
    // Of the first token after a move nobody can tell whether it was written before or after it.
    saw: (token) => {
      if (time.moves() === movesSeen) isRewritten ||= token !== tokenWhenMoved
      else {
        movesSeen = time.moves()
        tokenWhenMoved = token
        isRewritten = movesSeen === 1
      }
    },
    leftMs: () => {
      const needed = isRewritten && time.moves() === movesSeen ? steadyMs : longestMs
      return Math.max(0, needed - time.steadyMs())
    },
  }
}
