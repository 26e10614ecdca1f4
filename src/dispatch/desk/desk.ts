// The desk of one term: questions in, turns, lines, slots, answers out.

import type { Clock } from '../../lib/clock.ts'
import { type Join, type Lane, lanes, Moved, NoPlace, type Question, type Seat } from '../question.ts'
import type { Term } from '../term.ts'
import { createAdmission } from './admission.ts'
import { createAftermath } from './aftermath.ts'
import { createAttempts } from './attempts.ts'
import { createBursts } from './bursts.ts'
import type { Line, OpenLine, Work } from './call.ts'
import { type Call, createCalls } from './calls.ts'
import { createFailures } from './failures.ts'
import { createHealth, type HealthEvents } from './health.ts'
import { type Judge, judgeAll } from './judgement.ts'
import { createQueue } from './pick.ts'
import { createProbe } from './probe.ts'
import { createSentAway } from './sent-away.ts'
import { createSlots } from './slots.ts'
import { createTurns } from './turns.ts'
import { createTurnstile, type Turnstile } from './turnstile.ts'

export interface DeskParts<Parts, Answer, L extends Line> extends HealthEvents {
  /** As many calls in any sliding second as it has slots. */
  term: Term
  /** Lets turns in for every desk of this process; absent: for this one alone. */
  turnstile?: Turnstile
  openLine: OpenLine<L>
  work: Work<Parts, Answer, L>
  judge: Judge
  /** The calls that are let in or denied together, and of which group a call is; undefined: of none. */
  groups?: readonly string[]
  groupOf?: (parts: Parts) => string | undefined
  /** A call that tells whether the far side works. Without it, questions that come are let through one at a time. */
  probe?: Parts
  clock: Clock
  /** One call from its start to its whole answer, in ms. */
  callTimeoutMs?: number
  /** How many different questions may wait. */
  maxQueued?: number
  /** The part of all turns that each lane gets at least while higher lanes wait. */
  backgroundShare?: number
  /** In [0, 1). */
  random?: () => number
  /** A call starts, after so many seconds in this lane. */
  onWait?: (lane: Lane, seconds: number) => void
}

export interface DeskStats {
  /** Questions that wait, per lane: once for each caller that wants them. */
  queued: Record<Lane, number>
  /** Different questions that wait: calls still to be made. */
  waiting: number
  /** Turns that came, in this process: ready for who asks, on their way to a slot, or making a call. */
  turns: number
  /** Calls that are out. */
  running: number
  /** Slots that are out or not yet free again. */
  slotsInUse: number
  /** Calls/s that are allowed now. */
  rate: number
  /** `far` and each group: whether its breaker is open. */
  breakers: Record<string, boolean>
}

export interface Desk<Parts, Answer> {
  join: Join<Parts, Answer>
  /** Starts no more calls. Resolves when those that are out are done, or after so many ms. */
  pause: (withinMs: number) => Promise<void>
  /**
   * Sends all who wait, and who still come, away: with `Moved`, as another desk follows, or at the end of the process
   * with `NoPlace`. Calls that are out finish and answer; resolves after the last.
   */
  close: (why?: 'moved' | 'ending') => Promise<void>
  stats: () => DeskStats
}

const secondsToElsewhere = 1
/** Out of reach of the keys of questions. */
const probeKey = '\0probe'

export function createDesk<Parts, Answer, L extends Line>(parts: DeskParts<Parts, Answer, L>): Desk<Parts, Answer> {
  const { term, clock, probe, groups = [], groupOf = () => undefined, onWait = () => undefined } = parts
  const { callTimeoutMs = 10_000, maxQueued = 10_000, backgroundShare = 0.05, random = Math.random } = parts
  const most = term.freeInMs.length
  const { turnstile = createTurnstile(most) } = parts
  const judge = judgeAll(parts.judge)
  const stopping = new AbortController()
  const { signal } = stopping
  /** What who waits or comes is told, once the desk is closed. */
  let departed: Moved | NoPlace | undefined

  const health = createHealth({ ...parts, onBreaker, random, most, groups, kept: term.kept, keep: term.keep })
  const queue = createQueue<Call<Parts, Answer>>({ backgroundShare })
  const slots = createSlots({ clock, term, callTimeoutMs, allowed: health, waiting: queue.size, onLost: stop })
  const calls = createCalls<Parts, Answer>({ clock, queue })
  const sentAway = createSentAway(maxQueued)
  const admit = createAdmission({ clock, queue, sentAway, outlook: slots.outlook, maxQueued })
  const failures = createFailures()
  const common = { calls, slots, judge, groupOf, clock, signal }
  const aftermath = createAftermath({
    ...common,
    health,
    failures,
    outlook: slots.outlook,
    random,
    departed: () => departed,
    onBack: () => turns.call(),
  })
  const { openLine, work } = parts
  const { succeeded } = health
  const { refund } = queue
  const bursts = createBursts({ clock, most, owed: (caller) => sentAway.count(caller, clock.monotonic()).own })
  const attempts = createAttempts({
    ...common,
    bursts,
    openLine,
    work,
    aftermath,
    succeeded,
    refund,
    onWait,
    callTimeoutMs,
  })
  const turns = createTurns({ ...attempts, turnstile, wanted: queue.size, signal })
  const startProbe = createProbe({ breaker: health.far, clock, attempt: attemptProbe, signal })

  function onBreaker(name: string, isOpen: boolean) {
    parts.onBreaker?.(name, isOpen)
    if (isOpen && probe !== undefined && health.far.fault()) startProbe()
  }

  async function attemptProbe() {
    if (probe === undefined) return
    const now = clock.monotonic()
    const call = calls.open({ key: probeKey, parts: probe, startsAt: now, tries: health.far })
    calls.sit(call, { lane: 'interactive', caller: probeKey, weight: 1, deadline: now })
    turns.call()
    await call.answer.promise.catch(() => undefined)
  }

  /** A new call, or what keeps it from being made: it failed just now, or a breaker is open. */
  function open({ key, parts, ageMs }: Question<Parts>, startsAt: number): Call<Parts, Answer> | { error: unknown } {
    const failure = failures.get(key, clock.monotonic())
    if (failure) return failure
    const shut = health.shut(groupOf(parts))
    const fault = shut?.fault()
    const tries = shut && !(shut === health.far && probe !== undefined) && shut.tries(clock.monotonic())
    if (fault && !tries) return fault
    return calls.open({ key, parts, startsAt, ageMs, tries: shut })
  }

  function join(question: Question<Parts>): Seat<Answer> | NoPlace {
    if (departed instanceof NoPlace) return departed
    if (departed) return seatWith(departed)
    const known = calls.get(question.key)
    const startsAt = admit(question, known?.startsAt)
    if (startsAt instanceof NoPlace) return startsAt
    if (known) known.startsAt = startsAt
    const call = known ?? open(question, startsAt)
    if ('error' in call) return seatWith(call.error)
    const seat = calls.sit(call, question)
    turns.call()
    return seat
  }

  function stop() {
    stopping.abort()
    slots.close()
  }

  return {
    join,
    pause: async (withinMs) => {
      stop()
      const done = new AbortController()
      await Promise.race([turns.ended(), clock.sleep(withinMs, done.signal)])
      done.abort()
    },
    close: async (why = 'moved') => {
      departed ??= why === 'moved' ? new Moved() : new NoPlace(secondsToElsewhere, 'closing')
      calls.rejectWaiting(departed)
      stop()
      await turns.ended()
    },
    stats: () => ({
      queued: Object.fromEntries(lanes.map((lane) => [lane, queue.waiting(lane)])) as Record<Lane, number>,
      waiting: queue.size(),
      turns: turnstile.present(),
      running: attempts.running(),
      slotsInUse: slots.inUse(),
      rate: health.rate(),
      breakers: health.breakers(),
    }),
  }
}

/** A seat for who need not wait to hear that it failed. */
function seatWith(fault: unknown): Seat<never> {
  const answer = Promise.reject(fault)
  answer.catch(() => undefined)
  return { startsInMs: 0, started: Promise.race([]), answer, leave: () => undefined }
}
