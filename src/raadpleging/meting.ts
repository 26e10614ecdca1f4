// What is known of the last connectivity test, as it is kept for all replicas: the answer, a fault, or that it is out.

import type { Entry } from '../cache/entry.ts'
import { type Fout, foutVan, leesFout } from './fout.ts'
import { TUSSENTIJD_MS } from './houdbaarheid.ts'

/** Entries that are no answer are kept for nothing, so nobody who looks for an answer takes one for it. */
const note = (now: number, document: object): Entry => ({
  fetchedAt: now,
  staleAt: now + TUSSENTIJD_MS,
  deleteAt: now + TUSSENTIJD_MS,
  scope: [],
  tags: [],
  document,
})

/** The test goes out now, or did and nothing was heard since. `now` in ms since the epoch. */
export const bezig = (now: number): Entry => note(now, { bezig: true })

/** The test failed. */
export const gefaald = (now: number, fault: unknown): Entry => note(now, { fout: foutVan(fault) })

const partOf = ({ document }: Entry, naam: 'bezig' | 'fout'): unknown =>
  (Object(document) as Record<string, unknown>)[naam]

export const isBezig = (entry: Entry): boolean => partOf(entry, 'bezig') === true

/** The fault of a test that failed. */
export function foutIn(entry: Entry): Fout | undefined {
  const fout = partOf(entry, 'fout')
  return fout === undefined ? undefined : leesFout(fout)
}
