// What a kept entry is good for: whose question it answers, and whether this version can answer from it.

import type { Entry } from '../cache/entry.ts'
import { structuren } from '../domain/structuur.ts'
import type { Vraag } from './vraag.ts'

/** How far the clock of another replica may be ahead of ours, in ms. */
const CLOCK_SKEW_MS = 60_000

/** Is it an entry that this version can answer from? What comes from Redis may be another's, or from another version. */
export const isSound = ({ document, fetchedAt }: Entry, { bevraging }: Vraag, now: number): boolean => {
  const isList = structuren[bevraging.antwoord].soort === 'lijst'
  const fits = typeof document === 'object' && document !== null && Array.isArray(document) === isList
  return (document === undefined || fits) && fetchedAt <= now + CLOCK_SKEW_MS
}

/** Was it kept for all of this? The document was cut before it was stored: what was not kept is not in it. */
export const covers = (entry: Entry, scope: readonly string[]): boolean =>
  scope.every((deel) => entry.scope.includes(deel))
