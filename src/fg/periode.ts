// The stretch of time that a question of the FG is about: from a moment up to, not including, another.

import { beginVan, eindeVan } from '../doelbinding/verloop.ts'
import { leesDag, leesMoment } from '../domain/datum.ts'

/** Moments in ms since the epoch; infinite where the question sets no bound. */
export interface Periode {
  /** Included. */
  van: number
  /** Not included. */
  tot: number
}

export const onbegrensd: Periode = { van: -Infinity, tot: Infinity }

export const GRENS_EIS = 'een bestaande dag als jjjj-mm-dd of jjjjmmdd, of een moment volgens RFC 3339'

/**
 * One bound in ms since the epoch, or undefined when the text is none. A day is one in the Netherlands: as `van` its
 * first moment, as `tot` the first moment after it, so that the day itself counts.
 */
export function leesGrens(tekst: string, kant: keyof Periode): number | undefined {
  const dag = leesDag(tekst)
  if (dag) return kant === 'van' ? beginVan(dag) : eindeVan(dag)
  return leesMoment(tekst) ? Date.parse(tekst.toUpperCase()) : undefined
}

export const binnen = ({ van, tot }: Periode, moment: number): boolean => moment >= van && moment < tot

/** RFC 3339 in UTC; null without a bound. */
export const alsMoment = (grens: number): string | null =>
  Number.isFinite(grens) ? new Date(grens).toISOString() : null
