// A caller's side: takes a seat at the desk and waits there, until the answer, its own deadline or its own hanging up.

import type { Clock } from '../lib/clock.ts'
import { createDeadlines } from './deadlines.ts'
import { type Ask, type Question, TooLate } from './question.ts'

/** What a caller holds while it waits. The call belongs to nobody: leaving gives up the seat, not the call. */
export interface Seat<Answer> {
  answer: Promise<Answer>
  leave: () => void
}

interface AskParts<Parts, Answer> {
  /** Throws `NoPlace`. */
  join: (question: Question<Parts>) => Seat<Answer>
  clock: Clock
}

export function createAsk<Parts, Answer>({ join, clock }: AskParts<Parts, Answer>): Ask<Parts, Answer> {
  const deadlines = createDeadlines({ clock })

  return async (question, signal) => {
    signal?.throwIfAborted()
    const { answer, leave } = join(question)
    const { promise: cutShort, reject } = Promise.withResolvers<never>()
    const disarm = deadlines.at(question.deadline, () => reject(new TooLate()))
    const hangUp = () => reject(signal?.reason)
    signal?.addEventListener('abort', hangUp)
    try {
      return await Promise.race([answer, cutShort])
    } finally {
      signal?.removeEventListener('abort', hangUp)
      disarm()
      leave()
    }
  }
}
