// From when until when something holds, in days of Amsterdam, and when the register must forget it.

import { inAmsterdam, schrijfDag } from '../../domain/datum.ts'

/** How Vektis writes it: moments without offset; Einde null while it lasts. */
export interface Periode {
  Aanvang: string
  Einde: string | null
}

/** Years after its end that Vektis still delivers a party or a part of one. */
const BEWAARJAREN = 7
const DAY = 86_400_000

/** The day, `yyyy-MM-dd`, on which Amsterdam lives at this moment (ms since 1970). */
export const dagVan = (ms: number): string => schrijfDag(inAmsterdam(ms), 'yyyy-MM-dd')

/** So many days later, or earlier. */
export const plusDagen = (dag: string, dagen: number): string =>
  new Date(Date.parse(dag) + dagen * DAY).toISOString().slice(0, 10)

/** The start of a day as Vektis writes a date. */
export const begin = (dag: string): string => `${dag}T00:00:00`

/** Einde is the first day on which it no longer holds: Vektis calls active what ends in the future, not what ends today. */
export const isGeldig = ({ Aanvang, Einde }: Periode, dag: string): boolean =>
  Aanvang.slice(0, 10) <= dag && (Einde === null || dag < Einde.slice(0, 10))

/** Seven years after its end it is no longer delivered at all. */
export function isVergaan({ Einde }: Periode, vandaag: string): boolean {
  if (Einde === null) return false
  const jaar = Number(vandaag.slice(0, 4)) - BEWAARJAREN
  return Einde.slice(0, 10) <= `${jaar}${vandaag.slice(4)}`
}

/** The time that two periods share, or undefined when they share none. */
export function overlap(een: Periode, ander: Periode): Periode | undefined {
  const Aanvang = een.Aanvang > ander.Aanvang ? een.Aanvang : ander.Aanvang
  const eindes = [een.Einde, ander.Einde].filter((einde) => einde !== null).sort()
  const Einde = eindes[0] ?? null
  return Einde !== null && Einde <= Aanvang ? undefined : { Aanvang, Einde }
}
