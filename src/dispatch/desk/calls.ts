// The calls that are wanted: who waits for each, where it stands in the queue, and how it ends.

import type { Clock } from '../../lib/clock.ts'
import type { Question, Seat } from '../question.ts'
import type { Breaker } from './breaker.ts'
import type { Picked, Place, Queue } from './pick.ts'

/** One who waits: its place in the queue, from which moment on, and until when. Monotonic, ms. */
interface Sitter extends Place {
  askedAt: number
  deadline: number
}

/** What counts of the question of one who sits down. */
type Sitting = Pick<Question<unknown>, 'lane' | 'caller' | 'weight' | 'deadline' | 'ageMs'>

/** One call, wanted by everyone who asks for its key until it is settled. It belongs to nobody. */
export interface Call<Parts, Answer> {
  key: string
  parts: Parts
  /** `resting`: it failed and is to be made again shortly. */
  state: 'waiting' | 'out' | 'resting'
  askedAt: number
  /** When it starts at the latest, as promised; when it last did, once it has. Monotonic, ms. */
  startsAt: number
  sitters: Set<Sitter>
  started: PromiseWithResolvers<void>
  early: PromiseWithResolvers<Answer>
  /** It was told early: who sits down from then on waits for the answer. */
  isTold: boolean
  answer: PromiseWithResolvers<Answer>
  /** The breaker for which it tries whether things work again. */
  tries: Breaker | undefined
  /** How often it failed, and how often it had a slot and was not sent. */
  failures: number
  unsent: number
}

interface Opening<Parts> {
  key: string
  parts: Parts
  startsAt: number
  ageMs?: number | undefined
  tries?: Breaker | undefined
}

export interface Calls<Parts, Answer> {
  get: (key: string) => Call<Parts, Answer> | undefined
  open: (opening: Opening<Parts>) => Call<Parts, Answer>
  /** A seat for who waits for it. When the last one leaves before the call is out, it is withdrawn. */
  sit: (call: Call<Parts, Answer>, question: Sitting) => Seat<Answer>
  /** Takes the next one out of the queue: it goes out now. */
  next: () => Picked<Call<Parts, Answer>> | undefined
  /** Puts it back, in the places of all who wait for it. */
  requeue: (call: Call<Parts, Answer>) => void
  /** Tells those who sit here now of an answer with which the work is not done yet. */
  tellEarly: (call: Call<Parts, Answer>, answer: Answer) => void
  resolve: (call: Call<Parts, Answer>, answer: Answer) => void
  reject: (call: Call<Parts, Answer>, error: unknown) => void
  /** Rejects all that are not out and that this concerns. */
  rejectWaiting: (error: unknown, concerns?: (call: Call<Parts, Answer>) => boolean) => void
}

interface CallsParts<Parts, Answer> {
  clock: Clock
  queue: Queue<Call<Parts, Answer>>
}

export function createCalls<Parts, Answer>({ clock, queue }: CallsParts<Parts, Answer>): Calls<Parts, Answer> {
  type Wanted = Call<Parts, Answer>
  const calls = new Map<string, Wanted>()

  function settle(call: Wanted) {
    if (call.state === 'waiting') queue.remove(call)
    call.sitters.clear()
    calls.delete(call.key)
  }

  function leave(call: Wanted, sitter: Sitter) {
    if (!call.sitters.delete(sitter) || call.state === 'out') return
    if (call.state === 'waiting') queue.leave(call, sitter)
    if (call.sitters.size > 0) return
    calls.delete(call.key)
    call.tries?.gaveUp()
  }

  function reject(call: Wanted, error: unknown) {
    settle(call)
    call.answer.reject(error)
  }

  return {
    get: (key) => calls.get(key),

    open: ({ key, parts, startsAt, ageMs = 0, tries }) => {
      const call: Wanted = {
        key,
        parts,
        state: 'waiting',
        askedAt: clock.monotonic() - ageMs,
        startsAt,
        sitters: new Set(),
        started: Promise.withResolvers(),
        early: Promise.withResolvers(),
        isTold: false,
        answer: Promise.withResolvers(),
        tries,
        failures: 0,
        unsent: 0,
      }
      // Everyone may have left by the time it fails, and then the failure is nobody's.
      call.answer.promise.catch(() => undefined)
      calls.set(key, call)
      return call
    },

    sit: (call, { lane, caller, weight, deadline, ageMs = 0 }) => {
      const now = clock.monotonic()
      const sitter = { lane, caller, weight, deadline, askedAt: now - ageMs }
      call.sitters.add(sitter)
      if (call.state === 'waiting') queue.join(call, sitter, sitter.askedAt)
      return {
        startsInMs: call.state === 'out' ? 0 : Math.max(0, call.startsAt - now),
        started: call.started.promise,
        ...(!call.isTold && { early: call.early.promise }),
        answer: call.answer.promise,
        leave: () => leave(call, sitter),
      }
    },

    next: () => {
      const picked = queue.next()
      if (!picked) return undefined
      picked.item.state = 'out'
      picked.item.startsAt = clock.monotonic()
      return picked
    },

    requeue: (call) => {
      call.state = 'waiting'
      for (const sitter of call.sitters) queue.join(call, sitter, sitter.askedAt)
    },

    tellEarly: (call, answer) => {
      call.isTold = true
      call.early.resolve(answer)
    },

    resolve: (call, answer) => {
      settle(call)
      call.answer.resolve(answer)
    },

    reject,

    rejectWaiting: (error, concerns = () => true) => {
      for (const call of calls.values()) if (call.state !== 'out' && concerns(call)) reject(call, error)
    },
  }
}
