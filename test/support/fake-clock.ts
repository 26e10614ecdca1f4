// A clock that moves only when the test says so; sleepers wake in order of their moment.

import { setTimeout as realTime } from 'node:timers/promises'
import type { Clock } from '../../src/lib/clock.ts'

export interface FakeClock extends Clock {
  /** Moves both clocks on and wakes everyone whose moment has come, in order, letting each run before the next. */
  advance: (ms: number) => Promise<void>
  /** How many sleep now: a test can wait for this to know that the code under test has come to rest. */
  sleepers: () => number
}

interface Sleeper {
  at: number
  wake: () => void
}

export function createFakeClock(start = Date.parse('2026-11-22T12:00:00Z')): FakeClock {
  let elapsed = 0
  let asleep: Sleeper[] = []
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    sleepers: () => asleep.length,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const sleeper: Sleeper = { at: elapsed + Math.max(0, ms), wake: () => resolve() }
        asleep.push(sleeper)
        signal?.addEventListener('abort', () => {
          asleep = asleep.filter((other) => other !== sleeper)
          reject(signal.reason as Error)
        })
      }),
    advance: async (ms) => {
      const until = elapsed + ms
      for (;;) {
        await settle()
        const next = asleep.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        elapsed = Math.max(elapsed, next.at)
        asleep = asleep.filter((other) => other !== next)
        next.wake()
      }
      elapsed = until
      await settle()
    },
  }
}

/** By the real time, in ms: so long nothing takes that does not wait for the clock. */
const STUCK_MS = 500

/**
 * What the work comes to. Time-outs of Redis are real: on a machine that stood still for once a command failed, and what
 * failed is tried again by the clock. So the clock goes on, at the pace of the real one, once the work takes long.
 */
export async function goingOn<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  const stuck = Symbol('stuck')
  for (;;) {
    const came = await Promise.race([work, realTime(STUCK_MS, stuck, { ref: false })])
    if (came !== stuck) return came
    await clock.advance(STUCK_MS)
  }
}
