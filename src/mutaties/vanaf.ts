// From which day the next poll reaches back. Pure.

import { type Dag, inAmsterdam } from '../domain/datum.ts'

export interface Venster {
  /** The day as the question names it. */
  dag: Dag
  /** Its begin in Amsterdam, in ms since the epoch. */
  since: number
  /** It reaches a day further than it must. */
  further: boolean
}

export interface VensterParts {
  /** In ms since the epoch, as all of these. */
  now: number
  /** Start of the last completed poll, if any. */
  completed: number | undefined
  /** Start of the last completed poll that reached further. */
  furtherAt: number | undefined
  /** The poll before this one failed, or this is the first of its kind here. */
  failed: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** What a change may take from its moment until the list shows it, and what clocks may differ. */
const OVERLAP = HOUR
const FURTHER_EVERY = HOUR
/** Vektis answers for 31 days; one less, for it does not say how it counts them. */
const REACH_DAYS = 30

/** The moment at which a day begins in Amsterdam, in ms since the epoch. */
export const beginVan = ({ jaar, maand, dag }: Dag): number => momentVan(dagVan(jaar, maand, dag))

/** The moment at which the clocks of Amsterdam show this, in ms since the epoch: the first when they do so twice. */
export function momentVan({ jaar, maand, dag, uur, minuut, seconde }: Dag): number {
  const inUtc = Date.UTC(jaar, maand - 1, dag, uur, minuut, seconde)
  // Clocks there are one or two hours ahead of UTC, so they show it one or two hours before it is that in UTC.
  const early = inUtc - 2 * HOUR
  return inAmsterdam(early).uur === uur ? early : inUtc - HOUR
}

/** The same day, so many days before. */
function eerder({ jaar, maand, dag }: Dag, dagen: number): Dag {
  const moment = new Date(Date.UTC(jaar, maand - 1, dag) - dagen * DAY)
  return dagVan(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate())
}

/** Begin of the day before, in ms since the epoch: as far back as polls look when none was missed. */
export const yesterday = (now: number): number => beginVan(eerder(inAmsterdam(now), 1))

const dagVan = (jaar: number, maand: number, dag: number): Dag => ({ jaar, maand, dag, uur: 0, minuut: 0, seconde: 0 })

/**
 * Today, or the day of the last completed poll with some overlap when that is earlier. Once an hour, and after a failure, a
 * day further. Never further than Vektis answers for: then the window does not reach the last completed poll, and what was
 * held at that time is not proven by it.
 */
export function kiesVenster({ now, completed, furtherAt, failed }: VensterParts): Venster {
  const today = inAmsterdam(now)
  const from = completed === undefined ? today : inAmsterdam(Math.min(now, completed - OVERLAP))
  const further = failed || furtherAt === undefined || now - furtherAt >= FURTHER_EVERY
  const wanted = eerder(from, further ? 1 : 0)
  const least = eerder(today, REACH_DAYS)
  const dag = beginVan(wanted) < beginVan(least) ? least : wanted
  return { dag, since: beginVan(dag), further }
}
