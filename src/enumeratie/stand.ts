// Where a caller stands: slowed, stopped or released, since when, and why. Counts, never codes.

import type { Reden } from './oordeel.ts'

export type Soort = 'vertraagd' | 'gestopt' | 'vrij'

export interface Stand {
  soort: Soort
  reden: Reden | null
  aantal: number
  /** Moments in ms since the epoch. */
  sinds: number
  tot: number
}

/** The word by which the scripts in Redis know a stop without reading the rest. */
export const GESTOPT = '"soort":"gestopt"'

export const writeStand = ({ soort, ...rest }: Stand): string => JSON.stringify({ soort, ...rest })

/** In ms since the epoch, within what a Date can hold. */
const isMoment = (ms: unknown): boolean => typeof ms === 'number' && Math.abs(ms) <= 8.64e15

/** What another replica wrote; what cannot be read is no stand. */
export function readStand(text: string | null): Stand | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Stand | null
    return value && isMoment(value.sinds) && isMoment(value.tot) ? value : undefined
  } catch {
    return undefined
  }
}
