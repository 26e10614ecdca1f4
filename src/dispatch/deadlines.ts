// Many deadlines on few timers: a herd that asks at once shares one instead of holding ten thousand.

import type { Clock } from '../lib/clock.ts'

/** Deadlines inside one step ring together, at its end: so much later than asked, at most. */
const stepMs = 5
const longestTimerMs = 2 ** 31 - 1

export interface Deadlines {
  /** Calls `ring` once that moment (monotonic, ms) has come, unless the returned function is called before. */
  at: (moment: number, ring: () => void) => () => void
}

interface Bucket {
  rings: Set<() => void>
  emptied: AbortController
}

export function createDeadlines({ clock }: { clock: Clock }): Deadlines {
  const buckets = new Map<number, Bucket>()

  function open(step: number): Bucket {
    const bucket = { rings: new Set<() => void>(), emptied: new AbortController() }
    buckets.set(step, bucket)
    void wait(step, bucket)
    return bucket
  }

  async function wait(step: number, { rings, emptied }: Bucket) {
    const left = () => step * stepMs - clock.monotonic()
    try {
      // A timer may fire a fraction early, and one that is set too far ahead fires at once; deadlines may not.
      do await clock.sleep(Math.min(Math.max(0, left()), longestTimerMs), emptied.signal)
      while (left() > 0)
    } catch {
      // Everyone left before: nothing to ring.
      return
    }
    buckets.delete(step)
    for (const ring of rings) ring()
  }

  return {
    at: (moment, ring) => {
      const step = Math.ceil(moment / stepMs)
      const bucket = buckets.get(step) ?? open(step)
      // Its own function, so that two who hand in the same one are two.
      const own = () => ring()
      bucket.rings.add(own)
      return () => {
        bucket.rings.delete(own)
        if (bucket.rings.size > 0 || buckets.get(step) !== bucket) return
        buckets.delete(step)
        bucket.emptied.abort('emptied')
      }
    },
  }
}
