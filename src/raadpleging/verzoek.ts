// One request of a caller, in the words of the domain: what http read from the wire, before anything is decided.

import type { Afnemer, Policy } from '../doelbinding/policy.ts'
import type { Invoerfout, Problem } from '../errors.ts'
import type { Opgehangen } from './opgehangen.ts'

/** Who calls, by which policy. */
export interface Wie {
  policy: Policy
  /** Undefined when no credential is known or several disagree. */
  afnemer: Afnemer | undefined
}

export interface Verzoek extends Wie {
  verzoekId: string
  traceId: string | null
  spanId: string | null
  /** Who calls by the policy that is now in force. @throws Problem `identiteit-niet-te-controleren` */
  identificeer: () => Promise<Wie>
  gebruiker: string | null
  /** The doel that was named. */
  doel: string | undefined
  ifNoneMatch: string | undefined
  /** How long the caller waits for the whole answer, in ms; 0: only what is held. */
  wachttijd: number
  /** When the request came in, on the monotonic clock, in ms. */
  begin: number
  /** Aborted, with `Opgehangen`, when the caller goes before its answer; absent where nobody waits for one. */
  opgehangen?: () => AbortSignal
  /** What is wrong with the headers. */
  fouten: readonly Invoerfout[]
  /**
   * What HTTP itself refuses (method, media type, size): said, and audited, once it is known who asks. `Opgehangen`: gone
   * before its turn came.
   */
  weigering: Problem | Opgehangen | undefined
}

/** What goes back: ready bytes, or none for a 304. */
export interface Antwoord {
  status: 200 | 304
  headers: Record<string, string>
  body: Buffer | undefined
}
