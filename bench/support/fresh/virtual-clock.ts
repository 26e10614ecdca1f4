// A clock that leaps from one moment at which something happens to the next, so that a fortnight takes minutes.

import type { Clock } from '../../../src/lib/clock.ts'

export interface VirtualClock extends Clock {
  /**
   * Leaps to that moment (ms since the epoch); whoever sleeps wakes in order, and runs to its rest before the next.
   * @param afterEach called after each of them
   */
  runUntil: (moment: number, afterEach?: () => void) => Promise<void>
  /** Lets everything run that needs no time. */
  rest: () => Promise<void>
}

interface Sleeper {
  at: number
  /** Of two with the same moment the one that lay down first wakes first. */
  serial: number
  wake: () => void
}

const isBefore = (one: Sleeper, other: Sleeper) =>
  one.at < other.at || (one.at === other.at && one.serial < other.serial)

/** Who sleeps, the first to wake at the end. Few at a time, so a sorted list does. */
function createSleepers() {
  const list: Sleeper[] = []
  let serial = 0

  function placeOf(sleeper: Sleeper): number {
    let [low, high] = [0, list.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = list[middle]
      if (there && isBefore(sleeper, there)) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    first: () => list.at(-1),
    add: (at: number, wake: () => void): Sleeper => {
      serial += 1
      const sleeper = { at, serial, wake }
      list.splice(placeOf(sleeper), 0, sleeper)
      return sleeper
    },
    remove: (sleeper: Sleeper) => {
      const place = placeOf(sleeper)
      if (list[place] === sleeper) list.splice(place, 1)
    },
  }
}

/** Nothing here waits for anything but promises, the next turn of the loop, and this clock. */
async function rest(): Promise<void> {
  do await new Promise<void>((resolve) => setImmediate(resolve))
  while (process.getActiveResourcesInfo().includes('Immediate'))
}

/** @param start ms since the epoch */
export function createVirtualClock(start: number): VirtualClock {
  const sleepers = createSleepers()
  let now = start

  return {
    now: () => now,
    monotonic: () => now - start,
    sleep: (ms, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const cut = () => {
        sleepers.remove(sleeper)
        reject(signal?.reason as Error)
      }
      const sleeper = sleepers.add(now + Math.max(0, ms), () => {
        signal?.removeEventListener('abort', cut)
        resolve()
      })
      if (signal?.aborted) cut()
      else signal?.addEventListener('abort', cut, { once: true })
      return promise
    },
    rest,
    runUntil: async (moment, afterEach) => {
      for (let next = sleepers.first(); next && next.at <= moment; next = sleepers.first()) {
        now = Math.max(now, next.at)
        sleepers.remove(next)
        next.wake()
        await rest()
        afterEach?.()
      }
      now = Math.max(now, moment)
    },
  }
}
