// What the line says that stands for a change to what the gateway holds.

import type { Bijzonderheden, Regel } from '../domain/regel.ts'
import { eigenRegel } from './eigen-regel.ts'

/** `handeling` of these lines begins with it; behind it stands what happened. */
export const BEWAARD = 'bewaard-'

export interface BewaardeWijziging {
  gebeurtenis: string
  /** Pseudonym of the party that it is about, if it is about one. */
  betrokkene: string | null
  bijzonderheden: Bijzonderheden
}

/** Nobody asked and nothing was given: `betrokkenen` says here of whom something changed. */
export const regelVanWijziging = (
  { gebeurtenis, betrokkene, bijzonderheden }: BewaardeWijziging,
  policy: string,
): Regel => ({
  ...eigenRegel(`${BEWAARD}${gebeurtenis}`, policy, bijzonderheden),
  betrokkenen: betrokkene === null ? [] : [betrokkene],
})
