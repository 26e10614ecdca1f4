// How long which answer may be kept: the one table.

import type { Bevraging } from '../domain/catalogus.ts'
import { TEST } from './vraag.ts'

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

/** The connectivity test may reach Vektis once in so many ms: so long its answer stands for all. */
export const TUSSENTIJD_MS = 10_000

/**
 * Details, relaties, organisatie (also as of a day) and code lists: the configured term. Changed codes and pages of the
 * list tell of now: they live as long as a poll of the feed and are never served afterwards, and neither is the test.
 */
export const createHoudbaarheid =
  ({ ttlSeconds, staleSeconds, mutationPollSeconds }: Houdbaarheidsinstellingen) =>
  ({ id, bewerkingen }: Bevraging): Termijnen => {
    if (id === TEST) return { vers: TUSSENTIJD_MS, oud: 0 }
    return bewerkingen.includes('mutaties') || bewerkingen.includes('lijst')
      ? { vers: Math.min(ttlSeconds, mutationPollSeconds) * 1000, oud: 0 }
      : { vers: ttlSeconds * 1000, oud: staleSeconds * 1000 }
  }
