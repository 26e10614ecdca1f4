// When a day of the policy begins and ends: `geldigTot` holds through that day in Amsterdam.

import { type Dag, inAmsterdam } from '../domain/datum.ts'

const asUtc = ({ jaar, maand, dag, uur, minuut, seconde }: Dag): number => {
  const moment = new Date(0)
  moment.setUTCFullYear(jaar, maand - 1, dag)
  return moment.setUTCHours(uur, minuut, seconde)
}

/**
 * First moment of `dag` in Europe/Amsterdam, in ms since the epoch. Clocks there change at 01:00 UTC (Directive
 * 2000/84/EC), so at midnight UTC the offset of the Dutch midnight just before it still holds.
 */
export function beginVan(dag: Dag): number {
  const midnight = asUtc({ ...dag, uur: 0, minuut: 0, seconde: 0 })
  const offset = asUtc(inAmsterdam(midnight)) - midnight
  return midnight - offset
}

/** First moment after `dag` in Europe/Amsterdam, in ms since the epoch. */
export const eindeVan = (dag: Dag): number => beginVan({ ...dag, dag: dag.dag + 1 })

const DAG_MS = 86_400_000

/** Days before something lapses from which people are told. */
export const TIJDIG = 30

/** Whole days until `moment`, counted up; 0 or less when it has passed. */
export const dagenTot = (moment: number, now: number): number => Math.ceil((moment - now) / DAG_MS)
