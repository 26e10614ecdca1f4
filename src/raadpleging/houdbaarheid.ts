// How long which answer may be kept: the one table.

import type { Entry } from '../cache/entry.ts'
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

/** Of its term; with the usual one of a day it leaves almost five hours for trying again. */
const VERVERS_BIJ = 0.8

/**
 * From when on an answer that is asked for is fetched anew behind it, though its term is not over, in ms since the epoch.
 * A job that asks at the same hour each day would else find it within its term on one day, and deleted two days later.
 */
export const verversVanaf = ({ fetchedAt, staleAt }: Pick<Entry, 'fetchedAt' | 'staleAt'>): number =>
  fetchedAt + (staleAt - fetchedAt) * VERVERS_BIJ

/** The connectivity test may reach Vektis once in so many ms: so long its answer stands for all. */
export const TUSSENTIJD_MS = 10_000

/** Is it a list of changed codes? */
export const isMutaties = ({ bewerkingen }: Bevraging): boolean => bewerkingen.includes('mutaties')

/**
 * Details, relaties, organisatie (also as of a day) and code lists: the configured term. Changed codes and pages of the
 * list tell of now: they live as long as a poll of the feed and are never served afterwards, and neither is the test.
 */
export const createHoudbaarheid =
  ({ ttlSeconds, staleSeconds, mutationPollSeconds }: Houdbaarheidsinstellingen) =>
  (bevraging: Bevraging): Termijnen => {
    if (bevraging.id === TEST) return { vers: TUSSENTIJD_MS, oud: 0 }
    return isMutaties(bevraging) || bevraging.bewerkingen.includes('lijst')
      ? { vers: Math.min(ttlSeconds, mutationPollSeconds) * 1000, oud: 0 }
      : { vers: ttlSeconds * 1000, oud: staleSeconds * 1000 }
  }
