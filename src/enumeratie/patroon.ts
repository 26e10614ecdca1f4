// How much a set of codes looks like a walk through the register: numbers in, counts out.

/** Codes within so many consecutive numbers are neighbours. */
export const BUURT = 400
/** Fewer codes at equal steps are chance, or a group that was registered on one day. */
export const KLEINSTE_RIJ = 16

/**
 * How many codes stand in rows: at least 16 of them at equal steps, whatever the step. Rows are taken together, so that
 * several walks at once, each still short, count as one. 0 when `code` stands in none. Order of asking does not matter,
 * so upwards, downwards, over several replicas and shuffled within reach are the same.
 * @param codes distinct, ascending, `code` among them
 */
export function inRijen(codes: Int32Array, code: number): number {
  let total = 0
  let found = false
  let first = 0
  let step = 0
  const close = (last: number): void => {
    if (last - first + 1 < KLEINSTE_RIJ) return
    total += last - first + 1
    found ||= at(codes, first) <= code && code <= at(codes, last)
  }
  for (let index = 1; index < codes.length; index += 1) {
    const next = at(codes, index) - at(codes, index - 1)
    if (next === step) continue
    close(index - 1)
    first = index - 1
    step = next
  }
  close(codes.length - 1)
  return found ? total : 0
}

/**
 * The most codes that stand within 400 consecutive numbers around `code`: a range that is asked in any order fills up,
 * where the codes that a hospital knows lie apart.
 * @param codes distinct, ascending, `code` among them
 */
export function inBuurt(codes: Int32Array, code: number): number {
  let most = 0
  let last = lowerBound(codes, code)
  for (let first = lowerBound(codes, code - BUURT + 1); first < codes.length && at(codes, first) <= code; first += 1) {
    while (last < codes.length && at(codes, last) < at(codes, first) + BUURT) last += 1
    most = Math.max(most, last - first)
  }
  return most
}

/** Index of the first that is not below `code`. */
export function lowerBound(codes: Int32Array, code: number): number {
  let low = 0
  let high = codes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(codes, middle) < code) low = middle + 1
    else high = middle
  }
  return low
}

const at = (codes: Int32Array, index: number): number => codes[index] ?? 0
