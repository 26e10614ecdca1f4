// What can be asked of the dispatcher, and how it says no. Generic: it knows nothing of AGB.

import { Foreseen } from '../lib/foreseen.ts'

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
  /** For how long it has been asked already, elsewhere or before, in ms: of one caller the oldest goes first. */
  ageMs?: number
}

/** What a caller holds while it waits. The call belongs to nobody: leaving gives up the seat, not the call. */
export interface Seat<Answer> {
  /** Ms until the call is expected to start at the latest, as promised when the seat was given; 0 once it is out. */
  startsInMs: number
  /** Resolves when the call goes out; pending for ever when it never does. */
  started: Promise<void>
  /**
   * Resolves with an answer that has come while its process still has to do something with it; pending for ever when none
   * is told of. Only who carries it elsewhere, which takes as long, may give it to anybody before `answer` resolves. Absent
   * when it was told before: who asks again because of that very answer waits until its call is over.
   */
  early?: Promise<Answer>
  /** Rejects with `Moved` when the question must be put anew, else as `Ask` says. */
  answer: Promise<Answer>
  leave: () => void
}

/** Takes a seat, here or at the desk of another process; or gives the reason why there is none. */
export type Join<Parts, Answer> = (question: Question<Parts>) => Seat<Answer> | NoPlace

/**
 * Puts a question. Gives `NoPlace` at once when the deadline cannot be met, and rejects with it when that turns out later;
 * rejects with `TooLate` when the deadline passed, with `NoAnswer` when the call timed out, with the signal's reason when
 * the caller hung up, else with the work's own error.
 * A caller who leaves, by deadline or signal, takes nothing away from the others who wait for the same key. The signal is
 * asked for once there is a seat: of a herd most get none.
 */
export type Ask<Parts, Answer> = (question: Question<Parts>, signal?: () => AbortSignal) => Promise<Answer> | NoPlace

/** As `Ask`, for who can do nothing but fail: what gets no place rejects with that too. */
export type AskOrReject<Parts, Answer> = (...asked: Parameters<Ask<Parts, Answer>>) => Promise<Answer>

/** Makes one that rejects of one that may give `NoPlace`. */
export const orReject =
  <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer> | NoPlace) =>
  async (...asked: Asked): Promise<Answer> => {
    const answer = await ask(...asked)
    if (answer instanceof NoPlace) throw answer
    return answer
  }

/**
 * Why there is no place: the turn would come too late, the queue is at its bound, this caller has more open than can be
 * served, nobody may call (no lease to be had, as without Redis), or the desk is closing.
 */
export const refusals = ['deadline', 'queue-full', 'caller-queue', 'no-dispatcher', 'closing'] as const
export type Refusal = (typeof refusals)[number]

/**
 * No place in the budget before the deadline. Given rather than thrown where it is known at once: each function that an
 * error is thrown through costs 0.5 µs, 2 µs while its code is cold, and in a flood nearly all are sent away.
 */
export class NoPlace extends Foreseen {
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
export class TooLate extends Foreseen {
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

/** The desk that held the question no longer may call: put it again, where the next desk is. */
export class Moved extends Foreseen {
  constructor() {
    super('the dispatcher moved before the call was made')
    this.name = 'Moved'
  }
}
