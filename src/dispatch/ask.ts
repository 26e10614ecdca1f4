// A caller's side: takes a seat at the desk and waits there, until the answer, its own deadline or its own hanging up.

import type { Clock } from '../lib/clock.ts'
import { createDeadlines } from './deadlines.ts'
import { type Ask, type Join, Moved, NoPlace, type Question, type Refusal, type Seat, TooLate } from './question.ts'

interface AskParts<Parts, Answer> {
  join: Join<Parts, Answer>
  clock: Clock
  /** A question got no place. */
  onRefused?: (reason: Refusal) => void
}

/** Pauses between two joins, in ms: a desk that has moved is looked for at once, and then less and less eagerly. */
const pauses = { firstMs: 1, mostMs: 200 }

export function createAsk<Parts, Answer>(parts: AskParts<Parts, Answer>): Ask<Parts, Answer> {
  const { join, clock, onRefused = () => undefined } = parts
  const deadlines = createDeadlines({ clock })

  async function wait(first: Seat<Answer>, question: Question<Parts>, askedAt: number, signal?: AbortSignal) {
    const { promise: cutShort, reject } = Promise.withResolvers<never>()
    const disarm = deadlines.at(question.deadline, () => reject(new TooLate()))
    const hangUp = () => reject(signal?.reason)
    if (signal?.aborted) hangUp()
    else signal?.addEventListener('abort', hangUp)

    async function sit({ answer, leave }: Seat<Answer>) {
      try {
        return await Promise.race([answer, cutShort])
      } finally {
        leave()
      }
    }

    /** Always by a timer: nothing else could run while one joins and is sent on without end. */
    async function pause(moves: number) {
      const over = new AbortController()
      const ms = Math.min(pauses.mostMs, pauses.firstMs * 2 ** moves)
      try {
        await Promise.race([clock.sleep(ms, over.signal), cutShort])
      } finally {
        over.abort()
      }
    }

    try {
      let seat = first
      for (let moves = 0; ; moves += 1) {
        try {
          return await sit(seat)
        } catch (error) {
          if (!(error instanceof Moved)) throw error
        }
        await pause(moves)
        const next = join({ ...question, ageMs: clock.monotonic() - askedAt })
        if (next instanceof NoPlace) throw next
        seat = next
      }
    } catch (error) {
      throw error instanceof NoPlace ? counted(error) : error
    } finally {
      signal?.removeEventListener('abort', hangUp)
      disarm()
    }
  }

  function counted(refusal: NoPlace): NoPlace {
    onRefused(refusal.reason)
    return refusal
  }

  return (question, signal) => {
    const askedAt = clock.monotonic() - (question.ageMs ?? 0)
    const seat = join(question)
    // Without anything that only those who wait need: of a herd most are sent away.
    return seat instanceof NoPlace ? counted(seat) : wait(seat, question, askedAt, signal?.())
  }
}
