// One line of the audit: who asked what, for which purpose, and what was given. Never a returned value or a bare code.

export const herkomsten = ['cache', 'stale', 'vektis'] as const
export type Herkomst = (typeof herkomsten)[number]

/** What the main path knows of one answer. */
export interface Regel {
  verzoekId: string
  traceId: string | null
  spanId: string | null
  afnemer: string
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
  /** Code of the catalogue when refused. */
  reden: string | null
  status: number
  /** Hash of the policy in force. */
  policy: string
}

/** Writes one line and resolves when it is durable; rejects when it is not, and then there may be no answer. */
export type SchrijfRegel = (regel: Regel) => Promise<void>
