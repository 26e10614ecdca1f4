// One answer, one policy: what is decided by a policy that was replaced meanwhile is decided again.

import type { Afnemer, Policy } from '../doelbinding/policy.ts'
import { type Kladregel, leeg, onbekendeAfnemer } from './verantwoord.ts'
import type { Verzoek, Wie } from './verzoek.ts'

/** A known caller, by one policy. */
export interface Bekend extends Wie {
  afnemer: Afnemer
}

export interface EenPolicyParts {
  policy: () => Policy
  verzoek: Verzoek
  /** The caller by the policy of the request. */
  afnemer: Afnemer
  /** Holds in the end what belongs to the last decision, and to no other. */
  regel: Kladregel
}

/**
 * Gives the outcome of `beslis` by the policy that is in force when it is there.
 *   policy 1 grants, the question waits for Vektis → policy 2 withdraws the grant → the answer would still leave
 *   policy 1 grants the address → policy 2 does not, and what comes is cut to it → the answer would lack it without a word
 * Policies change seconds apart, so this ends.
 * @throws Problem `onbekende-afnemer` when the policy in force no longer knows the caller
 */
export async function volgensEenPolicy<T>(
  { policy, verzoek, afnemer, regel }: EenPolicyParts,
  beslis: (wie: Bekend, regel: Kladregel) => T | Promise<T>,
): Promise<T> {
  let wie: Bekend = { policy: verzoek.policy, afnemer }
  for (;;) {
    try {
      const gegeven = await beslis(wie, regel)
      if (policy() === wie.policy) return gegeven
    } catch (fault) {
      if (policy() === wie.policy) throw fault
    }
    // Nothing of it stands, whatever comes now.
    Object.assign(regel, leeg(verzoek, afnemer, regel.handeling))
    const opnieuw = await verzoek.identificeer()
    regel.policy = opnieuw.policy.hash
    if (!opnieuw.afnemer) throw onbekendeAfnemer()
    regel.afnemer = opnieuw.afnemer.id
    wie = { policy: opnieuw.policy, afnemer: opnieuw.afnemer }
  }
}
