// The desk: questions in, turns, slots, answers out. The only file that knows bottleneck.

import Bottleneck from 'bottleneck'
import type { Clock } from '../../lib/clock.ts'
import { createAdmission } from './admission.ts'
import { createAsk, type Seat } from '../ask.ts'
import { runCall, type Work } from './call.ts'
import { createQueue } from './pick.ts'
import { type Ask, type Lane, lanes, NoPlace, type Question, type Refusal } from '../question.ts'
import { createSlots, type Slot } from './slots.ts'

export interface DispatcherParts<Parts, Answer> {
  work: Work<Parts, Answer>
  clock: Clock
  /** The budget, a whole number: at most so many calls in any sliding second. */
  callsPerSecond?: number
  /** One call from its start to its whole answer, in ms. */
  callTimeoutMs?: number
  /** How many different questions may wait. */
  maxQueued?: number
  /** The part of all turns that each lane gets at least while higher lanes wait. */
  backgroundShare?: number
  /** How long no call starts at first, in ms: the process before this one may have called just now. */
  startHeldMs?: number
  /** A call starts, after so many seconds in this lane. */
  onWait?: (lane: Lane, seconds: number) => void
  /** A question was refused a place. */
  onRefused?: (reason: Refusal) => void
}

export interface DispatcherStats {
  /** Questions that wait, per lane: once for each caller that wants them. */
  queued: Record<Lane, number>
  /** Different questions that wait: calls still to be made. */
  waiting: number
  /** Turns that came and wait for a slot: one for each that waits, as far as more calls may be open at once. */
  turns: number
  /** Calls that are out. */
  running: number
  /** Slots that are out or not yet free again. */
  slotsInUse: number
}

export interface Dispatcher<Parts, Answer> {
  ask: Ask<Parts, Answer>
  /** Lets the running calls finish and sends all who wait, and who still come, away with `NoPlace`. */
  close: () => Promise<void>
  stats: () => DispatcherStats
}

/** One call, wanted by everyone who asks for its key while it waits or runs. */
interface Call<Parts, Answer> {
  key: string
  parts: Parts
  askedAt: number
  /** When it starts at the latest, as promised; when it did, once it has. */
  startsAt: number
  started: boolean
  seats: number
  answer: PromiseWithResolvers<Answer>
}

const secondsToElsewhere = 1

export function createDispatcher<Parts, Answer>({
  work,
  clock,
  callsPerSecond = 10,
  callTimeoutMs = 10_000,
  maxQueued = 10_000,
  backgroundShare = 0.05,
  startHeldMs = 1000,
  onWait = () => undefined,
  onRefused = () => undefined,
}: DispatcherParts<Parts, Answer>): Dispatcher<Parts, Answer> {
  const slots = createSlots({ clock, callsPerSecond, callTimeoutMs, startHeldMs })
  const queue = createQueue<Call<Parts, Answer>>({ backgroundShare })
  const admit = createAdmission({ clock, queue, outlook: slots.outlook, maxQueued })
  const calls = new Map<string, Call<Parts, Answer>>()
  // The cap on calls that are open at once, long answers included. A turn that is dropped at stop has nobody to tell.
  const limiter = new Bottleneck({ maxConcurrent: callsPerSecond, rejectOnDrop: false })
  let summoned = 0
  let turns = 0
  let running = 0
  let closing: Promise<void> | undefined

  /**
   * Schedules as many turns as there are questions, up to what can run. Turns are anonymous: bottleneck can neither
   * reorder nor cancel what it queued, so the choice is made when the turn comes, and it never holds more than it can
   * run: it takes in one job per 2 ms, and stopping waits for all of them.
   */
  function summon() {
    while (summoned < Math.min(queue.size(), callsPerSecond)) {
      summoned += 1
      // A turn never rejects but by a defect, which then ends the process instead of passing unseen.
      void limiter.schedule(turn)
    }
  }

  /** Who leaves between the pick and its call finds it started, and takes nothing along. */
  function begin() {
    const picked = queue.next()
    if (picked) Object.assign(picked.item, { started: true, startsAt: clock.monotonic() })
    return picked
  }

  async function turn() {
    turns += 1
    const taken = await slots.take(begin)
    turns -= 1
    summoned -= 1
    summon()
    if (!taken) return
    const { item: call, lane } = taken.item
    onWait(lane, (clock.monotonic() - call.askedAt) / 1000)
    await run(call, taken.slot)
  }

  async function run(call: Call<Parts, Answer>, slot: Slot) {
    running += 1
    try {
      const answer = await runCall({ work, clock, callTimeoutMs }, call.parts, slot)
      call.answer.resolve(answer)
    } catch (error) {
      call.answer.reject(error)
    } finally {
      running -= 1
      calls.delete(call.key)
    }
  }

  function open(question: Question<Parts>, startsAt: number): Call<Parts, Answer> {
    const { key, parts } = question
    const answer = Promise.withResolvers<Answer>()
    const call = { key, parts, askedAt: clock.monotonic(), startsAt, started: false, seats: 0, answer }
    calls.set(key, call)
    return call
  }

  function join(question: Question<Parts>): Seat<Answer> {
    if (closing) throw new NoPlace(secondsToElsewhere, 'closing')
    const known = calls.get(question.key)
    const startsAt = admit(question, known?.startsAt)
    const call = known ?? open(question, startsAt)
    call.startsAt = startsAt
    call.seats += 1
    if (!call.started) queue.join(call, question)
    summon()
    return {
      answer: call.answer.promise,
      leave: () => {
        call.seats -= 1
        if (call.started) return
        queue.leave(call, question)
        if (call.seats === 0) calls.delete(call.key)
      },
    }
  }

  async function drain() {
    for (const call of queue.clear()) {
      calls.delete(call.key)
      call.answer.reject(new NoPlace(secondsToElsewhere, 'closing'))
    }
    slots.close()
    await limiter.stop({ dropWaitingJobs: true })
  }

  const ask = createAsk({ join, clock })
  return {
    ask: async (question, signal) => {
      try {
        return await ask(question, signal)
      } catch (error) {
        if (error instanceof NoPlace) onRefused(error.reason)
        throw error
      }
    },
    close: () => (closing ??= drain()),
    stats: () => ({
      queued: Object.fromEntries(lanes.map((lane) => [lane, queue.waiting(lane)])) as Record<Lane, number>,
      waiting: queue.size(),
      turns,
      running,
      slotsInUse: slots.inUse(),
    }),
  }
}
