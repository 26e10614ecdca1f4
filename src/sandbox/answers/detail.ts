// The detail of one party as of a day, with only those parts that are valid on it.

import type { Partij } from '../register/partij.ts'
import { isGeldig, isVergaan, type Periode } from '../register/periode.ts'

/** An ended party, or one still to begin, is given too: its lists are empty. */
export function detailOf(partij: Partij, dag: string, vandaag: string): unknown {
  const actief = isGeldig(partij.document, dag)
  const geldig = (deel: Periode) => actief && isGeldig(deel, dag) && !isVergaan(deel, vandaag)
  return Object.fromEntries(
    Object.entries(partij.document).map(([naam, waarde]) => [
      naam,
      Array.isArray(waarde) ? (waarde as Periode[]).filter(geldig) : waarde,
    ]),
  )
}
