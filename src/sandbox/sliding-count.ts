// Counts what happened in the last second, exactly: no buckets, so no edge to slip two bursts past.

export interface SlidingCount {
  /** How many fell in the second that ends at `now` (ms, never decreasing); one exactly a second ago fell out. */
  at: (now: number) => number
  add: (now: number) => void
  /** The largest count that any sliding second has held. */
  peak: () => number
  reset: () => void
}

const WINDOW_MS = 1000

export function createSlidingCount(): SlidingCount {
  let moments: number[] = []
  let oldest = 0
  let peak = 0
  const at = (now: number) => {
    while (oldest < moments.length && (moments[oldest] ?? 0) <= now - WINDOW_MS) oldest += 1
    // Moving the tail each time would cost its length each time; moving it at half way costs one move a moment.
    if (oldest > moments.length / 2) {
      moments = moments.slice(oldest)
      oldest = 0
    }
    return moments.length - oldest
  }
  return {
    at,
    add: (now) => {
      moments.push(now)
      peak = Math.max(peak, at(now))
    },
    peak: () => peak,
    reset: () => {
      moments = []
      oldest = 0
      peak = 0
    },
  }
}
