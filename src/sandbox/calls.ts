// Remembers the calls that came in: the last of them one by one, all of them in counts.

import type { Clock } from '../lib/clock.ts'
import { matches, type PathMatch } from './path-match.ts'
import { createSlidingCount } from './sliding-count.ts'

export interface Call {
  method: string
  /** With its query. Kept in memory only, never logged. */
  path: string
  /** Moment of arrival, ms since 1970. */
  moment: number
  /** Common name of the client certificate. */
  client: string
  /** 0 until the head of the answer is written. */
  status: number
}

export interface Counters {
  total: number
  byStatus: Record<string, number>
  /** The most calls, refused ones too, that arrived within any one second. */
  largestInAnySecond: number
  /** Answers 429. */
  refused: number
}

export interface Calls {
  arrive: (call: Omit<Call, 'moment' | 'status'>) => Call
  answered: (call: Call, status: number) => void
  /** The last calls, oldest first; of a long run the oldest are forgotten. */
  list: (match?: PathMatch) => Call[]
  counters: () => Counters
  /** Resolves when `count` calls that match have arrived since the last reset. Counts from `list`, so stay below its bound. */
  arrived: (match: PathMatch, count?: number) => Promise<void>
  reset: () => void
}

/** @param bound how many calls are remembered one by one. */
export function createCalls(clock: Clock, bound = 10_000): Calls {
  let calls: Call[] = []
  let total = 0
  let byStatus: Record<string, number> = {}
  let waiting: Array<() => boolean> = []
  const perSecond = createSlidingCount()
  const list = (match: PathMatch = '') => calls.slice(-bound).filter(({ path }) => matches(match, path))

  return {
    arrive: (arriving) => {
      const call: Call = { ...arriving, moment: clock.now(), status: 0 }
      total += 1
      perSecond.add(clock.monotonic())
      calls.push(call)
      if (calls.length > 2 * bound) calls = calls.slice(-bound)
      if (waiting.length > 0) waiting = waiting.filter((isDone) => !isDone())
      return call
    },
    answered: (call, status) => {
      call.status = status
      byStatus[status] = (byStatus[status] ?? 0) + 1
    },
    list,
    counters: () => ({
      total,
      byStatus: { ...byStatus },
      largestInAnySecond: perSecond.peak(),
      refused: byStatus['429'] ?? 0,
    }),
    arrived: (match, count = 1) =>
      new Promise((resolve) => {
        const isDone = () => {
          if (list(match).length < count) return false
          resolve()
          return true
        }
        if (!isDone()) waiting.push(isDone)
      }),
    reset: () => {
      calls = []
      total = 0
      byStatus = {}
      perSecond.reset()
    },
  }
}
