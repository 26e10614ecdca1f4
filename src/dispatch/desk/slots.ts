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
// The same moments stand in the book that all replicas share (../term.ts), and a slot is taken there first. They are kept
// here too, on this process's own clock that cannot jump, and the later of the two is obeyed.
//
// The price is use: a slot serves one call in (1000 ms + latency), so the whole gives N / (1 + latency) calls a second.

import type { Clock } from '../../lib/clock.ts'
import type { Taken, Term } from '../term.ts'

const secondMs = 1000
/** Part of a second over which N turns are spread while others wait; below 1, so that pacing costs no use. */
const pacedPart = 0.95
/** A connection that is opened longer ahead than this may be gone by the time it is needed. */
const aheadMs = 1000

export interface Slot {
  /** To be asked in the tick of the first byte: whether the take still holds. */
  mayStart: () => boolean
  /** The answer's headers came: free again a second from now. What is told first, counts. */
  answered: () => void
  /** There will be no answer and the call is cut off: free a second after its time-out would have ended. */
  lost: () => void
  /** Nothing was sent: free at once. */
  unused: () => void
}

export interface Slots {
  /** Waits until a call may be expected to start within a second. Never rejects. */
  soon: () => Promise<void>
  /**
   * Waits in order of asking until a call may start, then lets `pick` choose for whom, in the tick in which the slot
   * was taken. Behind an item that `isSpread` the next one is paced. Undefined when `pick` has nobody left or the slots were
   * closed. Never rejects by itself.
   */
  take: <Item>(
    pick: () => Item | undefined,
    isSpread?: (item: Item) => boolean,
  ) => Promise<{ slot: Slot; item: Item } | undefined>
  /** What can be expected: calls that may start now, ms until the next one may, calls per second as of late. */
  outlook: () => Outlook
  /** Slots that are out or not yet free again. */
  inUse: () => number
  /** Sends everyone who waits away empty-handed. Slots that are out go on being told about. */
  close: () => void
}

export interface Outlook {
  free: number
  firstMs: number
  perSecond: number
}

interface Parts {
  clock: Clock
  term: Term
  callTimeoutMs: number
  /** What the far side allows now: calls/s, and the moment (ms) before which nothing may start. */
  allowed?: { rate: () => number; heldUntil: () => number }
  /** How many wait for a slot. */
  waiting?: () => number
  /** The lease is another's: nothing will be taken any more. */
  onLost?: () => void
}

interface State {
  index: number
  takenAt: number
  freeAt: number
}

export function createSlots({ clock, term, callTimeoutMs, allowed, waiting = () => 0, onLost }: Parts): Slots {
  const beginsAt = clock.monotonic()
  const states = term.freeInMs.map((ms, index): State => ({ index, takenAt: beginsAt, freeAt: beginsAt + ms }))
  /** How long calls hold a slot as of late: a moving average over about two rounds. */
  let holdMs = secondMs
  let pacedUntil = -Infinity
  /** Who comes in the first second after a busy term waited already, there or while the lease moved. */
  const inheritsUntil = beginsAt + (term.freeInMs.some((ms) => ms > 0) ? secondMs : 0)
  let closed = false
  let bell = new AbortController()
  let line: Promise<unknown> = Promise.resolve()

  /** How many slots may be in use at once. */
  const usable = () => Math.min(states.length, Math.max(1, Math.floor(allowed?.rate() ?? states.length)))
  const shutUntil = () => Math.max(pacedUntil, allowed?.heldUntil() ?? -Infinity)
  const busy = (now: number) => states.filter(({ freeAt }) => freeAt > now).length

  /** More wait than start now and in the next second: whatever goes out first, the last of them is late. */
  const isCrowd = (now: number) => waiting() > 2 * usable() - busy(now)

  /** The moment from which fewer slots are in use than may be. */
  function nextAt(freeAt: (state: State) => number): number {
    const moments = states.map(freeAt)
    const spare = states.length - usable()
    // All may be used, mostly, and then there is nothing to sort.
    return (spare === 0 ? Math.min(...moments) : moments.sort((a, b) => a - b)[spare]) ?? Infinity
  }

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

  /** The slot of a call that may go out now. `takenAt` lies after the take in the book, so the own moment is the later. */
  function open(state: State, { mayStart, free }: Extract<Taken, { kind: 'taken' }>): Slot {
    const takenAt = clock.monotonic()
    let told = false
    const freeIn = (ms: number) => {
      if (told) return
      told = true
      state.freeAt = clock.monotonic() + ms
      free(ms)
      ring()
    }
    const used = (ms: number) => {
      if (!told) holdMs += (clock.monotonic() + ms - takenAt - holdMs) / (2 * states.length)
      freeIn(ms)
    }
    state.takenAt = takenAt
    state.freeAt = Infinity
    return {
      mayStart,
      answered: () => used(secondMs),
      lost: () => used(Math.max(0, takenAt + callTimeoutMs - clock.monotonic()) + secondMs),
      unused: () => freeIn(0),
    }
  }

  async function grant<Item>(pick: () => Item | undefined, isSpread: (item: Item) => boolean) {
    let waited = clock.monotonic() < inheritsUntil
    while (!closed) {
      const moment = Math.max(
        nextAt(({ freeAt }) => freeAt),
        shutUntil(),
      )
      if (moment > clock.monotonic()) {
        waited = true
        await wakeAt(moment)
        continue
      }
      const state = states.reduce((a, b) => (b.freeAt < a.freeAt ? b : a))
      const answer = await term.take(state.index)
      waited ||= isCrowd(clock.monotonic())
      if (answer.kind === 'later') state.freeAt = clock.monotonic() + Math.max(1, answer.ms)
      if (answer.kind === 'lost') {
        close()
        onLost?.()
      }
      if (answer.kind !== 'taken') continue
      const slot = open(state, answer)
      if (shutUntil() > clock.monotonic()) {
        // While the book was asked, the far side said that it is asked too much.
        slot.unused()
        continue
      }
      // The desk may have closed in that time, too.
      const item = closed ? undefined : pick()
      if (item === undefined) {
        slot.unused()
        return undefined
      }
      // Only who had to wait sets the pace: a burst into free slots goes out whole, what queued up behind it is
      // spread over the next second and does not come back as a burst. A crowd is spread from its first call on, which
      // makes its last no later: else nobody who comes in the second after would find a slot.
      if (isSpread(item) || waited) pacedUntil = clock.monotonic() + (pacedPart * secondMs) / usable()
      return { slot, item }
    }
    return undefined
  }

  function close() {
    closed = true
    ring()
  }

  function outlook() {
    const now = clock.monotonic()
    const expected = nextAt(({ takenAt, freeAt }) => (freeAt === Infinity ? takenAt + holdMs : freeAt))
    return {
      free: now < shutUntil() ? 0 : Math.max(0, usable() - busy(now)),
      firstMs: Math.max(0, shutUntil() - now, expected - now),
      perSecond: (usable() * secondMs) / holdMs,
    }
  }

  return {
    soon: async () => {
      for (;;) {
        const { firstMs } = outlook()
        if (closed || firstMs <= aheadMs) return
        await wakeAt(clock.monotonic() + firstMs - aheadMs)
      }
    },
    take: (pick, isSpread = () => false) => {
      const turn = line.then(() => grant(pick, isSpread))
      line = turn.catch(() => undefined)
      return turn
    },
    outlook,
    inUse: () => busy(clock.monotonic()),
    close,
  }
}
