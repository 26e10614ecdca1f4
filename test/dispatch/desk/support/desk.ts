// A desk on the fake clock, in front of a far side that the test answers by hand or after a fixed time.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { createAsk } from '../../../../src/dispatch/ask.ts'
import type { Control, Line } from '../../../../src/dispatch/desk/call.ts'
import { createDesk, type DeskParts } from '../../../../src/dispatch/desk/desk.ts'
import type { Judgement } from '../../../../src/dispatch/desk/judgement.ts'
import { orReject, type Question, type Refusal } from '../../../../src/dispatch/question.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { orThrow } from '../../support/seated.ts'
import { createTestTerm } from './term.ts'

/** A call as the far side sees it. */
export interface FarCall extends Control<Line, string> {
  parts: string
  at: number
  answer: (text: string) => void
  fail: (error: Error) => void
}

/** A failure that says itself how it is to be judged. */
export class Failure extends Error {
  readonly judgement: Judgement
  constructor(judgement: Partial<Judgement> = {}, message = 'the call failed') {
    super(message)
    this.name = 'Failure'
    this.judgement = { sent: true, again: false, ...judgement }
  }
}

const judge = (error: unknown): Judgement => (error instanceof Failure ? error.judgement : { sent: true, again: false })

type Options = Partial<Omit<DeskParts<string, string, Line>, 'clock' | 'judge'>> & {
  callsPerSecond?: number
  /** Every call is answered after so many ms; without it the test answers. */
  latencyMs?: number
  onRefused?: (reason: Refusal) => void
}

export function createTestDesk({
  latencyMs,
  callsPerSecond = 10,
  onRefused = () => undefined,
  ...options
}: Options = {}) {
  const clock = createFakeClock()
  const calls: FarCall[] = []
  const lines = { opened: 0, givenBack: 0 }
  const answerLater = async (parts: string, control: Control<Line, string>) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    calls.push({ ...control, parts, at: clock.monotonic(), answer: resolve, fail: reject })
    if (latencyMs === undefined) return promise
    await clock.sleep(latencyMs)
    return parts
  }
  const openLine = async () => {
    lines.opened += 1
    return { giveBack: () => void (lines.givenBack += 1) }
  }
  const term = options.term ?? createTestTerm({ slots: callsPerSecond })
  const desk = createDesk({ work: answerLater, judge, openLine, clock, random: () => 0.5, ...options, term })
  const ask = orReject(createAsk({ join: desk.join, clock, onRefused }))
  const ending = new AbortController()

  /** Waits until every turn that can come has come: bottleneck lives on real timers. */
  async function rest() {
    await nextTurn()
    while (!ending.signal.aborted && desk.stats().turns < term.freeInMs.length) await nextTurn()
    await nextTurn()
  }

  /** Moves the clock on in small steps, with all turns come between them. */
  async function advance(ms: number, stepMs = 5) {
    await rest()
    for (let passed = 0; passed < ms; passed += stepMs) {
      await clock.advance(Math.min(stepMs, ms - passed))
      await rest()
    }
  }

  function close(why?: 'moved' | 'ending') {
    ending.abort()
    return desk.close(why)
  }

  function pause(withinMs: number) {
    ending.abort()
    return desk.pause(withinMs)
  }

  return { desk: { ...desk, join: orThrow(desk.join), ask, close, pause }, clock, calls, lines, rest, advance }
}

/** A question under its own key, due in `ms` from the clock's beginning. */
export function question(key: string, fields: Partial<Question<string>> = {}): Question<string> {
  return { key, parts: key, lane: 'interactive', caller: 'zis', weight: 1, deadline: 10_000, ...fields }
}

/** Outcomes of promises as words, in their order, for one comparison. */
export async function outcomes(promises: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((one) => (one.status === 'fulfilled' ? String(one.value) : (one.reason as Error).name))
}
