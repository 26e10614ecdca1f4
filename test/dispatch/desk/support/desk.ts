// A desk on the fake clock, in front of a far side that the test answers by hand or after a fixed time.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Control } from '../../../../src/dispatch/desk/call.ts'
import { createDispatcher, type DispatcherParts } from '../../../../src/dispatch/desk/desk.ts'
import type { Question } from '../../../../src/dispatch/question.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

/** A call as the far side sees it. */
export interface FarCall extends Control {
  parts: string
  at: number
  answer: (text: string) => void
  fail: (error: Error) => void
}

type Options = Partial<Omit<DispatcherParts<string, string>, 'clock' | 'work'>> & {
  /** Every call is answered after so many ms; without it the test answers. */
  latencyMs?: number
}

export function createDesk({ latencyMs, ...options }: Options = {}) {
  const clock = createFakeClock()
  const calls: FarCall[] = []
  const work = async (parts: string, control: Control) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    calls.push({ ...control, parts, at: clock.monotonic(), answer: resolve, fail: reject })
    if (latencyMs === undefined) return promise
    await clock.sleep(latencyMs)
    return parts
  }
  const callsPerSecond = options.callsPerSecond ?? 10
  const desk = createDispatcher({ work, clock, callsPerSecond, startHeldMs: 0, ...options })

  /** Waits until every turn that can come has come: bottleneck lives on real timers. */
  async function rest() {
    await nextTurn()
    for (;;) {
      const { turns, waiting, running } = desk.stats()
      if (turns >= Math.min(waiting, callsPerSecond - running)) break
      await nextTurn()
    }
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

  return { desk, clock, calls, rest, advance }
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
