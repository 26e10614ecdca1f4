// The far side, counting as strictly as can be: a call counts at whatever moment between its start and its end is worst.

import assert from 'node:assert/strict'

export interface OpenCall {
  /** Answered, or cut off: it does not count after this. */
  end: () => void
}

export interface FarSide {
  /** A call starts now. Nobody may be left to end it: it counts for its time-out at most. */
  start: (timeoutMs: number) => OpenCall
  calls: () => number
  /** When the last of all calls so far has ended, at the latest. */
  quietFrom: () => number
  /** The most that one second, wherever it begins, can hold. */
  most: () => number
  /** Fails when any second can hold more than the budget. */
  check: (budget: number) => void
}

export function createFarSide(now: () => number): FarSide {
  const calls: { from: number; to: number }[] = []

  /** A second begins best where a call ends: any other beginning can be moved there without losing a call. */
  function worst() {
    const seconds = calls.map(({ to }) => ({
      from: to,
      held: calls.filter((call) => call.to >= to && call.from < to + 1000 - slack),
    }))
    return seconds.reduce((a, b) => (b.held.length > a.held.length ? b : a), { from: 0, held: [] as typeof calls })
  }

  return {
    start: (timeoutMs) => {
      const call = { from: now(), to: now() + timeoutMs }
      calls.push(call)
      return {
        end: () => {
          call.to = Math.min(call.to, now())
        },
      }
    },
    calls: () => calls.length,
    quietFrom: () => Math.max(...calls.map(({ to }) => to)),
    most: () => worst().held.length,
    check: (budget) => {
      const { from, held } = worst()
      const told = held.map((call) => `${call.from}-${call.to}`).join(' ')
      assert.ok(held.length <= budget, `${held.length} calls can count in the second from ${from}: ${told}`)
    },
  }
}

/** Moments go to Redis in µs and come back rounded, in ms. */
const slack = 0.01
