// Codes as walkers and hospitals ask them.

/** So many codes from `first` on, `step` apart. */
export const row = (first: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, index) => first + index * step)

/** Ascending and distinct, as the measures take them. */
export const ascending = (codes: Iterable<number>): Int32Array => Int32Array.from(new Set(codes)).sort()

export const asCode = (code: number): string => String(code).padStart(8, '0')
