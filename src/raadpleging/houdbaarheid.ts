// How long which answer may be kept: the one table.

import type { Bevraging } from '../domain/catalogus.ts'

export interface Termijnen {
  /** Fresh for, in ms. */
  vers: number
  /** Servable after that when Vektis fails, flagged, in ms. */
  oud: number
}

export interface Houdbaarheidsinstellingen {
  ttlSeconds: number
  staleSeconds: number
  mutationPollSeconds: number
}

/**
 * Details, relaties, organisatie (also as of a day) and code lists: the configured term. Changed codes and pages of the
 * list tell of now, and so does the test: they live as long as a poll of the feed and are never served afterwards.
 */
export const createHoudbaarheid =
  ({ ttlSeconds, staleSeconds, mutationPollSeconds }: Houdbaarheidsinstellingen) =>
  ({ id, bewerkingen }: Bevraging): Termijnen =>
    id === 'test' || bewerkingen.includes('mutaties') || bewerkingen.includes('lijst')
      ? { vers: Math.min(ttlSeconds, mutationPollSeconds) * 1000, oud: 0 }
      : { vers: ttlSeconds * 1000, oud: staleSeconds * 1000 }
