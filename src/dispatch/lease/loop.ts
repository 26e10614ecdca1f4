// One thing at a time, for ever: turn after turn, each saying after how many ms the next is due.

import type { Clock } from '../../lib/clock.ts'

export interface Loop {
  start: () => void
  /** The next turn is due now. */
  wake: () => void
  isRunning: () => boolean
  /** Resolves when the last turn is over; at once when it never began. */
  ended: () => Promise<void>
}

interface Parts {
  clock: Clock
  /** Told how many ms later than due it comes. Gives ms until the next, or undefined for the last one. */
  turn: (lateMs: number) => Promise<number | undefined>
  /** Told of what a turn throws; the next comes when `afterFaultMs` are over. */
  onFault: (error: unknown) => void
  afterFaultMs: number
}

export function createLoop({ clock, turn, onFault, afterFaultMs }: Parts): Loop {
  let running: Promise<void> | undefined
  let over = false
  let bell = new AbortController()

  async function rest(ms: number): Promise<number> {
    const due = clock.monotonic() + ms
    try {
      await clock.sleep(Math.max(0, ms), bell.signal)
      return Math.max(0, clock.monotonic() - due)
    } catch {
      // Woken, in the rest or in the turn before it: so not late.
      return 0
    }
  }

  async function run() {
    let lateMs = 0
    for (;;) {
      bell = new AbortController()
      const ms = await turn(lateMs).catch((error: unknown) => {
        onFault(error)
        return afterFaultMs
      })
      if (ms === undefined) break
      lateMs = await rest(ms)
    }
    over = true
  }

  return {
    start: () => {
      running ??= run()
    },
    wake: () => bell.abort(),
    isRunning: () => running !== undefined && !over,
    ended: async () => running,
  }
}
