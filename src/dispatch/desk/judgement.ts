// What a failed call says, in words that the desk acts on: ask again, ask slower, ask nobody for a while.

import { NoAnswer } from '../question.ts'

/** Where a call failed: on the way there, at the far side, or because this group of calls is not let in. */
export type Ill = 'way' | 'far' | 'group'

export interface Judgement {
  /** Whether anything may have reached the far side. If not, the call cost nothing and its slot is free at once. */
  sent: boolean
  /** Whether the same call, made again, may well succeed. */
  again: boolean
  /** The far side says that it is asked too much; `afterMs`: not before so many ms, when it told. */
  limited?: { afterMs?: number }
  /** `way`: no connection (DNS, TCP, TLS); `far`: it is there and does not work; `group`: this group is denied. */
  ill?: Ill
}

/** Judges what `openLine` or the work rejected with. Pure. */
export type Judge = (error: unknown) => Judgement

/** The same, with the desk's own verdict on calls that it cut off itself: whoever waited so long waits no second time. */
export function judgeAll(judge: Judge): Judge {
  return (error) => (error instanceof NoAnswer ? { sent: true, again: false, ill: 'far' } : judge(error))
}
