// Who may come in: the token, its role, and its share of calls in any second.

import type { Rol } from '../domain/catalogus.ts'
import type { Clock } from '../lib/clock.ts'
import { type Answer, refusals } from './answers/answer.ts'
import { createSlidingCount, type SlidingCount } from './sliding-count.ts'

/** Roles by the exact value of the Authorization header. */
export type Tokens = Map<string, readonly Rol[]>

interface Parts {
  clock: Clock
  tokens: Tokens
  callsPerSecond: number
}

/**
 * Returns `admit`: undefined when a call may go on, else the refusal. An unknown token has no budget to spend: 401. Of
 * a known one at most `callsPerSecond` calls are admitted in any second, by their arrival; a refused call does not
 * count, so that who keeps hammering is not shut out for ever. A missing role is found after that, and counted.
 */
export function createGate({ clock, tokens, callsPerSecond }: Parts) {
  const admitted = new Map<string, SlidingCount>()
  return function admit(authorization: string | undefined, rol: Rol): Answer | undefined {
    const roles = authorization === undefined ? undefined : tokens.get(authorization)
    if (authorization === undefined || !roles) return refusals.nietGemachtigd
    if (callsPerSecond !== Infinity) {
      const now = clock.monotonic()
      const count = admitted.get(authorization) ?? createSlidingCount()
      admitted.set(authorization, count)
      if (count.at(now) >= callsPerSecond) return refusals.teVeel
      count.add(now)
    }
    return rol === 'geen' || roles.includes(rol) ? undefined : refusals.nietGemachtigd
  }
}
