// Chance that repeats itself: the same seed gives the same draws, on every machine.

export interface Random {
  /** A whole number from `min` up to and including `max`. */
  int: (min: number, max: number) => number
  pick: <T>(list: readonly T[]) => T
  /** True in `share` of the draws. */
  chance: (share: number) => boolean
  /** So many decimal digits. */
  digits: (count: number) => string
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough for a register that only has to look real. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    pick: <T>(list: readonly T[]) => list[int(0, list.length - 1)] as T,
    chance: (share) => next() < share,
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
  }
}
