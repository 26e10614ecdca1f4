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
  /** The caller's share under contention, relative to others. */
  weight: number
  /** Until when the answer is of use, on the monotonic clock, in ms. */
  deadline: number
}

/** Puts a question. Rejects with `NoPlace` at once when the deadline cannot be met, with `TooLate` when it passed. */
export type Ask<Parts, Answer> = (question: Question<Parts>) => Promise<Answer>

/** No place in the budget before the deadline. */
export class NoPlace extends Error {
  /** Honest advice, in whole seconds: who comes back then will find a place. */
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super('no place in the budget before the deadline')
    this.name = 'NoPlace'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The deadline passed while the call was waiting or out; the call itself goes on for the next who asks. */
export class TooLate extends Error {
  constructor() {
    super('the deadline passed before the answer came')
    this.name = 'TooLate'
  }
}
