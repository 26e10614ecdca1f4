// From counts to a judgement: which measure weighs most, and whether it slows or stops. Pure.

import { inBuurt, inRijen } from './patroon.ts'

export interface Grenzen {
  /** So many codes in rows, in one neighbourhood, or unknown, stop a caller. */
  run: number
  /** Unknown codes count only when they are at least this share of what was asked, 0 to 1. */
  onbekendAandeel: number
  /** The longest delay before an answer, in ms. */
  vertragingMs: number
}

/** Why: codes at equal steps, codes that fill a range, or codes that do not exist. */
export type Reden = 'rij' | 'buurt' | 'onbekend'

export interface Oordeel {
  reden: Reden
  /** How many codes the measure counts. */
  aantal: number
  /** From 1 a caller is stopped, from a half on it is slowed. */
  ernst: number
}

/** What was asked lately: distinct codes that are unknown, and answers about codes that are not. */
export interface Telling {
  onbekend: number
  bekend: number
}

const TRAAG_VANAF = 0.5

/** @param codes distinct, ascending, `code` among them */
export function oordeelCodes(codes: Int32Array, code: number, { run }: Grenzen): Oordeel {
  const rij = inRijen(codes, code)
  const buurt = inBuurt(codes, code)
  const aantal = Math.max(rij, buurt)
  return { reden: rij >= buurt ? 'rij' : 'buurt', aantal, ernst: aantal / run }
}

/** Both must be high: a slip of the pen in a hundred never is a high share, one in a first few never a high number. */
export function oordeelOnbekend({ onbekend, bekend }: Telling, { run, onbekendAandeel }: Grenzen): Oordeel {
  const aandeel = onbekend / Math.max(1, onbekend + bekend)
  return { reden: 'onbekend', aantal: onbekend, ernst: Math.min(onbekend / run, aandeel / onbekendAandeel) }
}

export const isStop = ({ ernst }: Oordeel): boolean => ernst >= 1
export const isTraag = ({ ernst }: Oordeel): boolean => ernst >= TRAAG_VANAF

/** How long this answer is held back, in ms: from nothing at the half to the longest delay at the stop. */
export const vertraging = ({ ernst }: Oordeel, { vertragingMs }: Grenzen): number =>
  Math.round(vertragingMs * Math.min(1, Math.max(0, (ernst - TRAAG_VANAF) / (1 - TRAAG_VANAF))))
