// One call: the work under its time-out, and what its slot is told about it.

import type { Clock } from '../../lib/clock.ts'
import { NoAnswer } from '../question.ts'
import type { Slot } from './slots.ts'

/** A connection that is open, for one call. */
export interface Line {
  /** Not needed after all. */
  giveBack: () => void
}

/** Gives a connection that is open. Rejects when there is none to be had, or with the signal's reason. */
export type OpenLine<L extends Line> = (signal: AbortSignal) => Promise<L>

export interface Control<L extends Line, Answer> {
  /** The work's own from here on: it calls on it once, or gives it back. */
  line: L
  /** Aborted at the time-out. Nothing may reach the other side afterwards: the slot's time is counted from here. */
  signal: AbortSignal
  /** To be asked in the tick in which the first byte goes out; false: send nothing. */
  mayStart: () => boolean
  /** To be called when the answer's headers are in: the slot is free again one second later. */
  answered: () => void
  /** May be called with the answer before the work is done with it: see `Seat`. */
  early: (answer: Answer) => void
}

/** Does one call, once. */
export type Work<Parts, Answer, L extends Line> = (parts: Parts, control: Control<L, Answer>) => Promise<Answer>

export interface CallTools<Parts, Answer, L extends Line> {
  work: Work<Parts, Answer, L>
  /** Whether work that ended so may have sent anything. */
  wasSent: (error: unknown) => boolean
  clock: Clock
  callTimeoutMs: number
}

/**
 * Runs the work on an open line and a taken slot. Work that settles without having called `answered` counts as answered
 * now when it resolves, as a call without an answer when it rejects, and as none when nothing was sent.
 * @throws NoAnswer at the time-out, whether the work heeds its signal or not; else what the work throws.
 */
export async function runCall<Parts, Answer, L extends Line>(
  { work, wasSent, clock, callTimeoutMs }: CallTools<Parts, Answer, L>,
  { parts, line, slot, early }: { parts: Parts; line: L; slot: Slot; early: (answer: Answer) => void },
): Promise<Answer> {
  const cut = new AbortController()
  const settled = new AbortController()
  const timeOut = clock.sleep(callTimeoutMs, settled.signal).then(() => {
    throw new NoAnswer()
  })
  try {
    const control = { line, signal: cut.signal, mayStart: slot.mayStart, answered: slot.answered, early }
    const answer = await Promise.race([Promise.try(work, parts, control), timeOut])
    slot.answered()
    return answer
  } catch (error) {
    // First the cut, then the slot: the slot's second must not begin while anything can still go out.
    // Whoever is cut off for time must be able to tell it from any other cut: the name is the platform's own.
    cut.abort(error instanceof NoAnswer ? new DOMException(error.message, 'TimeoutError') : error)
    if (wasSent(error)) slot.lost()
    else slot.unused()
    throw error
  } finally {
    settled.abort()
  }
}
