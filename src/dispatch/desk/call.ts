// One call: the work under its time-out, and what its slot is told about it.

import type { Clock } from '../../lib/clock.ts'
import { NoAnswer } from '../question.ts'
import type { Slot } from './slots.ts'

export interface Control {
  /** Aborted at the time-out. Nothing may reach the other side afterwards: the slot's time is counted from here. */
  signal: AbortSignal
  /** To be called when the answer's headers are in: the slot is free again one second later. */
  answered: () => void
}

/** Does one call, once. */
export type Work<Parts, Answer> = (parts: Parts, control: Control) => Promise<Answer>

interface CallParts<Parts, Answer> {
  work: Work<Parts, Answer>
  clock: Clock
  callTimeoutMs: number
}

/**
 * Runs the work on a taken slot. Work that settles without having called `answered` counts as answered now when it
 * resolves, and as a call without an answer when it rejects.
 * @throws NoAnswer at the time-out, whether the work heeds its signal or not; else what the work throws.
 */
export async function runCall<Parts, Answer>(
  { work, clock, callTimeoutMs }: CallParts<Parts, Answer>,
  parts: Parts,
  slot: Slot,
): Promise<Answer> {
  const cut = new AbortController()
  const settled = new AbortController()
  const timeOut = clock.sleep(callTimeoutMs, settled.signal).then(() => {
    throw new NoAnswer()
  })
  try {
    const control = { signal: cut.signal, answered: slot.answered }
    const answer = await Promise.race([Promise.try(work, parts, control), timeOut])
    slot.answered()
    return answer
  } catch (error) {
    // First the cut, then the slot: the slot's second must not begin while anything can still go out.
    // Whoever is cut off for time must be able to tell it from any other cut: the name is the platform's own.
    cut.abort(error instanceof NoAnswer ? new DOMException(error.message, 'TimeoutError') : error)
    slot.lost()
    throw error
  } finally {
    settled.abort()
  }
}
