// The token of a term: when it began, in µs at Redis, and who holds it. The later of two is the greater text.

const digits = 16

/** A token of this process that is greater than the newest one known, made without Redis (`now`: ms since the epoch). */
export function tokenAfter(now: number, newest: string, process: string): string {
  const micros = Math.max(Math.ceil(now * 1000), (Number(newest.slice(0, digits)) || 0) + 1)
  return `${String(micros).padStart(digits, '0')}:${process}`
}
