// The slots: at most N calls in any sliding second, as counted at the other side of the network.
//
// The proof. A slot is taken at t, before the first byte leaves, and is free again one second after the answer's headers
// came, at a. The other side counts the call at some x with t < x < a: a question takes time to arrive, and so does
// an answer. The next call on the same slot starts at t' >= a + 1000, so the other side counts it at
// x' > t' >= a + 1000 > x + 1000. Two calls on one slot are thus more than a second apart however much either
// of them was delayed on its way, and N slots put at most N calls in any second, wherever that second begins.
//
// A call without an answer has no a. It is cut off at the time-out at the latest, so x < t + timeout, and its slot is
// held until t + timeout + 1000. Was the process too busy to cut it off in time, then that later moment counts instead.
//
// The price is use: a slot serves one call in (1000 ms + latency), so the whole gives N / (1 + latency) calls a second.

import type { Clock } from '../../lib/clock.ts'

const secondMs = 1000
/** Part of a second over which N turns are spread while others wait; below 1, so that pacing costs no use. */
const pacedPart = 0.9

export interface Slot {
  /** The answer's headers came: free again a second from now. What is told first, counts. */
  answered: () => void
  /** There will be no answer and the call is cut off: free a second after its time-out would have ended. */
  lost: () => void
}

export interface Slots {
  /**
   * Waits in order of asking until a call may start, then lets `pick` choose for whom, in the same tick.
   * Undefined when `pick` has nobody left or the slots were closed. Never rejects by itself.
   */
  take: <Item>(pick: () => Item | undefined) => Promise<{ slot: Slot; item: Item } | undefined>
  /** What can be expected: calls that may start now, ms until the next one may, calls per second as of late. */
  outlook: () => Outlook
  /** Slots that are out or not yet free again. */
  inUse: () => number
  /** Sends everyone who waits away empty-handed. */
  close: () => void
}

export interface Outlook {
  free: number
  firstMs: number
  perSecond: number
}

interface Parts {
  clock: Clock
  /** N, a whole number. */
  callsPerSecond: number
  callTimeoutMs: number
  /** How long no call starts at first, in ms: the process before this one may have called just now. */
  startHeldMs?: number
}

export function createSlots({ clock, callsPerSecond, callTimeoutMs, startHeldMs = secondMs }: Parts): Slots {
  const gapMs = (pacedPart * secondMs) / callsPerSecond
  const firstFreeAt = clock.monotonic() + startHeldMs
  const slots = Array.from({ length: callsPerSecond }, () => ({ takenAt: firstFreeAt, freeAt: firstFreeAt }))
  /** How long calls hold a slot as of late: a moving average over about two rounds. */
  let holdMs = secondMs
  let pacedUntil = 0
  let closed = false
  let bell = new AbortController()
  let line: Promise<unknown> = Promise.resolve()

  /** Wakes whoever waits, to look again. */
  function ring() {
    bell.abort()
    bell = new AbortController()
  }

  async function wakeAt(moment: number) {
    const { signal } = bell
    // All slots are out: nothing to wait for but an answer or a loss.
    if (moment === Infinity) return new Promise((resolve) => signal.addEventListener('abort', resolve))
    // The sleep is cut short by the bell alone, and that is no fault.
    return clock.sleep(Math.max(0, moment - clock.monotonic()), signal).catch(() => undefined)
  }

  function open(state: (typeof slots)[number]): Slot {
    const takenAt = clock.monotonic()
    let told = false
    const freeAfter = (moment: number) => {
      if (told) return
      told = true
      state.freeAt = moment + secondMs
      holdMs += (state.freeAt - takenAt - holdMs) / (2 * callsPerSecond)
      ring()
    }
    state.takenAt = takenAt
    state.freeAt = Infinity
    return {
      answered: () => freeAfter(clock.monotonic()),
      lost: () => freeAfter(Math.max(takenAt + callTimeoutMs, clock.monotonic())),
    }
  }

  async function grant<Item>(pick: () => Item | undefined) {
    let waited = false
    for (;;) {
      if (closed) return undefined
      const soonest = slots.reduce((a, b) => (b.freeAt < a.freeAt ? b : a))
      const moment = Math.max(soonest.freeAt, pacedUntil)
      if (moment <= clock.monotonic()) {
        const item = pick()
        if (item === undefined) return undefined
        // Only who had to wait sets the pace: a burst into free slots goes out whole, what queued up behind it is
        // spread over the next second and does not come back as a burst.
        if (waited) pacedUntil = clock.monotonic() + gapMs
        return { slot: open(soonest), item }
      }
      waited = true
      await wakeAt(moment)
    }
  }

  return {
    take: (pick) => {
      const turn = line.then(() => grant(pick))
      line = turn.catch(() => undefined)
      return turn
    },
    outlook: () => {
      const now = clock.monotonic()
      const expected = slots.map(({ takenAt, freeAt }) => (freeAt === Infinity ? takenAt + holdMs : freeAt))
      return {
        free: now < pacedUntil ? 0 : slots.filter(({ freeAt }) => freeAt <= now).length,
        firstMs: Math.max(0, Math.max(pacedUntil, Math.min(...expected)) - now),
        perSecond: (callsPerSecond * secondMs) / holdMs,
      }
    },
    inUse: () => slots.filter(({ freeAt }) => freeAt > clock.monotonic()).length,
    close: () => {
      closed = true
      ring()
    },
  }
}
