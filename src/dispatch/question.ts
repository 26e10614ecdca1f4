// What can be asked of the dispatcher, and how it says no. Generic: it knows nothing of AGB.

/** Order of the lanes is their rank: a lower one runs only in its small share while a higher one waits. */
export const lanes = ['interactive', 'bulk', 'refresh', 'warm-up'] as const
export type Lane = (typeof lanes)[number]

export interface Question<Parts> {
  /** Questions with the same key share one call. */
  key: string
  /** What the call needs; handed to the work as it is. */
  parts: Parts
  lane: Lane
  /** Whose turn it is: fairness is between callers. */
  caller: string
  /** The caller's share under contention, relative to others; above 0. */
  weight: number
  /** Until when the answer is of use, on the monotonic clock, in ms; a finite number. */
  deadline: number
}

/**
 * Puts a question. Rejects with `NoPlace` at once when the deadline cannot be met, with `TooLate` when it passed, with
 * `NoAnswer` when the call timed out, with the signal's reason when the caller hung up, else with the work's own error.
 * A caller who leaves, by deadline or signal, takes nothing away from the others who wait for the same key.
 */
export type Ask<Parts, Answer> = (question: Question<Parts>, signal?: AbortSignal) => Promise<Answer>

/** Why there is no place: the turn would come too late, the queue is at its bound, or the desk is closing. */
export type Refusal = 'deadline' | 'queue-full' | 'closing'

/** No place in the budget before the deadline. */
export class NoPlace extends Error {
  /** Honest advice, in whole seconds: who comes back then will find a place. */
  readonly retryAfterSeconds: number
  readonly reason: Refusal
  constructor(retryAfterSeconds: number, reason: Refusal = 'deadline') {
    super('no place in the budget before the deadline')
    this.name = 'NoPlace'
    this.retryAfterSeconds = retryAfterSeconds
    this.reason = reason
  }
}

/** The deadline passed while the call was waiting or out; the call itself goes on for the next who asks. */
export class TooLate extends Error {
  constructor() {
    super('the deadline passed before the answer came')
    this.name = 'TooLate'
  }
}

/** The call itself brought no answer within its time-out and was cut off. */
export class NoAnswer extends Error {
  constructor() {
    super('the call brought no answer within its time-out')
    this.name = 'NoAnswer'
  }
}
