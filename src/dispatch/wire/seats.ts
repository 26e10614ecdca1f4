// Who waits here for one question that is asked elsewhere, and until when each of them does.

import type { Seat } from '../question.ts'

export interface Seats<Answer> {
  /** Takes a seat; `onEmpty` when it is given up and was the last. */
  take: (deadline: number, onEmpty: () => void) => Seat<Answer>
  /** The latest deadline of those who wait, or of one who has left since it was last asked. */
  latest: () => number
  /** What is asked now, for the how-manieth time, is asked for everyone here. */
  asked: (round: number) => void
  /** A deadline came that is later than what was asked for. */
  unasked: () => boolean
  /** The call is out. */
  started: () => void
  resolve: (answer: Answer) => void
  /** Turns away all for whom this round or an earlier one asked, or all. Says whether anybody waits on. */
  reject: (error: unknown, round?: number) => boolean
}

interface Waiting<Answer> extends PromiseWithResolvers<Answer> {
  deadline: number
  /** The first round that asked until this deadline or later; Infinity: none so far. */
  round: number
}

/** @param startsInMs what is known of the start, when a seat is taken */
export function createSeats<Answer>(startsInMs: () => number): Seats<Answer> {
  const waiting = new Set<Waiting<Answer>>()
  const started = Promise.withResolvers<void>()
  let round = 0
  let askedUntil = -Infinity
  let latest = -Infinity

  return {
    take: (deadline, onEmpty) => {
      const own = Promise.withResolvers<Answer>()
      // Who has left does not look any more, and that is no unhandled rejection.
      own.promise.catch(() => undefined)
      const seat = { ...own, deadline, round: deadline <= askedUntil ? round : Infinity }
      waiting.add(seat)
      latest = Math.max(latest, deadline)
      return {
        startsInMs: startsInMs(),
        started: started.promise,
        answer: own.promise,
        leave: () => {
          if (waiting.delete(seat) && waiting.size === 0) onEmpty()
        },
      }
    },
    latest: () => latest,
    asked: (now) => {
      round = now
      latest = waiting.values().reduce((most, { deadline }) => Math.max(most, deadline), -Infinity)
      askedUntil = latest
      for (const seat of waiting) seat.round = Math.min(seat.round, round)
    },
    unasked: () => latest > askedUntil,
    started: started.resolve,
    resolve: (answer) => {
      for (const seat of waiting) seat.resolve(answer)
      waiting.clear()
    },
    reject: (error, upTo = Infinity) => {
      for (const seat of waiting) {
        if (seat.round > upTo) continue
        waiting.delete(seat)
        seat.reject(error)
      }
      return waiting.size > 0
    },
  }
}
