// How long until a turn, and what to tell who gets none; pure.

import type { Outlook } from './slots.ts'

/** How much of a deadline is promised away; the rest pays for the call itself and for the lower lanes' share. */
const promisedPart = 0.8

/** Where a question would stand. */
export interface Standing {
  /** Questions of the same caller in the same lane that are before it. */
  own: number
  /** Questions in lanes of higher rank, which all go first. */
  higher: number
  weight: number
  /** The weights of all callers active in the lane, this one among them. */
  activeWeight: number
}

/** Turns until and including one's own when every active caller takes its share: the worst that can happen. */
export function turnsUntil({ own, higher, weight, activeWeight }: Standing): number {
  return higher + ((own + 1) * activeWeight) / weight
}

/** Ms until the last of so many turns begins. */
export function waitMs(turns: number, { firstMs, perSecond }: Outlook): number {
  return firstMs + (Math.max(0, turns - 1) * 1000) / perSecond
}

/** Whether a wait may be promised to who has this much time left, both in ms. */
export function fits(ms: number, budgetMs: number): boolean {
  return budgetMs > 0 && ms <= promisedPart * budgetMs
}

/**
 * When to come back, in whole seconds, at least 1: after all that is promised or was sent away before (`ahead`, in
 * calls), and half a deadline later, so that who comes then and meets some delay still fits.
 */
export function retryAfterSeconds(ahead: number, budgetMs: number, { firstMs, perSecond }: Outlook): number {
  const ms = firstMs + (ahead * 1000) / perSecond + Math.max(0, budgetMs) / 2
  return Math.max(1, Math.ceil(ms / 1000))
}
