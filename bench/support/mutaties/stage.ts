// What the measurements of mutations share: the feed as Vektis sees it asked for, and how much of the work is done.

import type { Control } from '../../../src/sandbox/control.ts'

export interface Figure {
  what: string
  value: number
  unit: string
  /** What it may be at the most. */
  most?: number
  /** What it must be at the least. */
  least?: number
}

export const FEED = '/v2/zorgpartijen/mutaties/'
/** Of every call. */
export const LATENCY_MS = 30
/** Of a whole run; BENCH_PART=0.1 is a quick look. */
export const PART = Number(process.env['BENCH_PART'] ?? 1)

/** When the first poll that came after this moment was answered, in ms since the epoch: at the earliest, so waits are no shorter. */
export function polledAt({ calls }: Pick<Control, 'calls'>, since: number): number {
  const poll = calls(FEED).find(({ moment }) => moment > since)
  return (poll?.moment ?? Number.NaN) + LATENCY_MS
}
