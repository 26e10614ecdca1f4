// One line of the audit: who asked what, for which purpose, and what was given. Never a returned value or a bare code.

export const herkomsten = ['cache', 'stale', 'vektis'] as const
export type Herkomst = (typeof herkomsten)[number]

/**
 * What a line tells that has no property of its own: names of doelen and categories, counts, moments, hashes. Never a
 * value of a document, an AGB-code or a key.
 */
export type Bijzonderheden = {
  readonly [naam: string]: string | number | boolean | null | readonly string[] | Bijzonderheden
}

/** What is known of one answer, or of something the gateway did by itself. */
export interface Regel {
  verzoekId: string
  traceId: string | null
  spanId: string | null
  /** Null when no caller asked for it: a changed policy, a deletion, an operator. */
  afnemer: string | null
  gebruiker: string | null
  /** `doel@versie`. */
  doel: string | null
  grondslag: string | null
  handeling: string
  /** Keyed pseudonyms of the parties concerned. */
  betrokkenen: readonly string[]
  uitgeleverd: readonly string[]
  weggelaten: readonly string[]
  herkomst: Herkomst | null
  besluit: 'toegestaan' | 'geweigerd'
  /** Why there was no answer: a code of the catalogue, or `buiten-rijfilter`. */
  reden: string | null
  /** HTTP status of the answer; null when there was none. */
  status: number | null
  /** Hash of the policy in force. */
  policy: string
  bijzonderheden: Bijzonderheden | null
}

/** A line before anything came of it: nobody named, nothing given, nothing refused. */
export const legeRegel = ({
  verzoekId,
  handeling,
  policy,
}: Pick<Regel, 'verzoekId' | 'handeling' | 'policy'>): Regel => ({
  verzoekId,
  traceId: null,
  spanId: null,
  afnemer: null,
  gebruiker: null,
  doel: null,
  grondslag: null,
  handeling,
  betrokkenen: [],
  uitgeleverd: [],
  weggelaten: [],
  herkomst: null,
  besluit: 'toegestaan',
  reden: null,
  status: null,
  policy,
  bijzonderheden: null,
})

/** Writes one line and resolves when it is durable; rejects when it is not, and then there may be no answer. */
export type SchrijfRegel = (regel: Regel) => Promise<void>
