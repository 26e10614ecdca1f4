// The distinct codes of late, bounded in number and age, always in ascending order.

import { lowerBound } from './patroon.ts'

export interface Codes {
  /** Is it there, and young enough to count? */
  has: (code: number, now: number) => boolean
  /** Adds it; the oldest makes place. One that is there keeps its age. */
  add: (code: number, now: number) => void
  /** Distinct and ascending; valid until the next `add`. */
  ascending: () => Int32Array
  clear: () => void
}

/**
 * @param max how many are kept: a walk hidden among other questions is seen while it is this part of the latest ones
 * @param spanMs how long one counts, in ms
 */
export function createCodes({ max, spanMs }: { max: number; spanMs: number }): Codes {
  /** Code → when it was first asked; oldest first. */
  const since = new Map<number, number>()
  const sorted = new Int32Array(max)

  const ascending = () => sorted.subarray(0, since.size)

  function drop(code: number): void {
    const index = lowerBound(ascending(), code)
    sorted.copyWithin(index, index + 1, since.size)
    since.delete(code)
  }

  /** Those too old go, and the oldest when there is no place for one more. */
  function makePlace(now: number): void {
    for (const [code, asked] of since) {
      if (since.size < max && asked > now - spanMs) return
      drop(code)
    }
  }

  const has = (code: number, now: number): boolean => (since.get(code) ?? -Infinity) > now - spanMs

  return {
    has,
    add: (code, now) => {
      if (has(code, now)) return
      makePlace(now)
      const index = lowerBound(ascending(), code)
      sorted.copyWithin(index + 1, index, since.size)
      sorted[index] = code
      since.set(code, now)
    },
    ascending,
    clear: () => since.clear(),
  }
}
