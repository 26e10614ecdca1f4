// What the far side saw of a fleet: silences between calls, who called, and the most calls in any second.

import type { Call } from '../../src/sandbox/calls.ts'

/** The longest time without a call that begins or ends within the span, in ms; moments are ms since 1970. */
export function longestSilence(calls: readonly Call[], from: number, to: number): number {
  const inside = calls.map(({ moment }) => moment).filter((moment) => moment > from && moment < to)
  const moments = [from, ...inside, to]
  return moments.slice(1).reduce((longest, moment, n) => Math.max(longest, moment - (moments[n] ?? moment)), 0)
}

/** How many calls each replica made, by its name. */
export function callsBy(calls: readonly Call[]): Record<string, number> {
  const groups = Object.groupBy(calls, ({ client }) => client)
  return Object.fromEntries(Object.entries(groups).map(([client, list]) => [client, list?.length ?? 0]))
}

/** The value below which `part` (0 to 1) of the numbers lie. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
