// The questions of others that the dispatcher has in hand, each until its deadline at the latest.

import type { Clock } from '../../lib/clock.ts'
import { createDeadlines } from '../deadlines.ts'
import type { Seat } from '../question.ts'
import type { Asked } from './messages.ts'

/** What was heard a little late is not thrown away early. */
const GRACE_MS = 100

export interface Held<Parts, Answer> {
  from: string
  id: number
  key: string
  parts: Parts
  /** As it was asked last. */
  asked: Asked
  /** On the monotonic clock, in ms. */
  deadline: number
  /** Absent while the answer is looked up. */
  seat?: Seat<Answer>
  /** As promised when the seat was taken. */
  startsAt: number
  started: boolean
}

export interface HeldQuestions<Parts, Answer> {
  find: (from: string, id: number) => Held<Parts, Answer> | undefined
  hold: (from: string, asked: Asked, question: { key: string; parts: Parts }) => Held<Parts, Answer>
  /** Asked again; says whether for later than before. */
  renew: (held: Held<Parts, Answer>, asked: Asked) => boolean
  /** In hand no more; gives up the seat too. */
  letGo: (held: Held<Parts, Answer>) => void
  /** Still in hand, and still waiting on this seat if one is named. */
  has: (held: Held<Parts, Answer>, seat?: Seat<Answer>) => boolean
  all: () => Held<Parts, Answer>[]
  size: () => number
}

/** @param longestWaitMs no question is held longer, whatever it says */
export function createHeldQuestions<Parts, Answer>(parts: {
  clock: Clock
  longestWaitMs: number
}): HeldQuestions<Parts, Answer> {
  const { clock, longestWaitMs } = parts
  const deadlines = createDeadlines({ clock })
  const held = new Map<string, { one: Held<Parts, Answer>; disarm: () => void }>()
  const nameOf = ({ from, id }: Pick<Held<Parts, Answer>, 'from' | 'id'>) => `${id} ${from}`
  const deadlineOf = ({ leftMs }: Asked) => clock.monotonic() + Math.min(leftMs, longestWaitMs)
  const arm = (one: Held<Parts, Answer>) => deadlines.at(one.deadline + GRACE_MS, () => letGo(one))
  const nothing = () => undefined

  /** After this turn of the loop, in which its call may go out: a timer that waits for seconds can wait for that. */
  function armSoon(one: Held<Parts, Answer>) {
    setImmediate(() => {
      const entry = held.get(nameOf(one))
      if (entry?.one === one && entry.disarm === nothing) entry.disarm = arm(one)
    })
  }

  function letGo(one: Held<Parts, Answer>) {
    held.get(nameOf(one))?.disarm()
    held.delete(nameOf(one))
    one.seat?.leave()
  }

  return {
    find: (from, id) => held.get(nameOf({ from, id }))?.one,
    hold: (from, asked, { key, parts }) => {
      const deadline = deadlineOf(asked)
      const one: Held<Parts, Answer> = { from, id: asked.id, key, parts, asked, deadline, startsAt: 0, started: false }
      held.set(nameOf(one), { one, disarm: nothing })
      armSoon(one)
      return one
    },
    renew: (one, asked) => {
      one.asked = asked
      const deadline = deadlineOf(asked)
      if (deadline <= one.deadline + GRACE_MS) return false
      one.deadline = deadline
      held.get(nameOf(one))?.disarm()
      held.set(nameOf(one), { one, disarm: arm(one) })
      return true
    },
    letGo,
    has: (one, seat = one.seat) => held.get(nameOf(one))?.one === one && one.seat === seat,
    all: () => [...held.values()].map(({ one }) => one),
    size: () => held.size,
  }
}
