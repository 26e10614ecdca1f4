// One line of the audit as written: what the main path knew, its moment, and its place in the chain.

import type { Regel } from '../domain/regel.ts'

/** The line as written: what the main path knew, its moment, and its place in the chain. */
export interface Auditregel extends Regel {
  /** UTC, RFC 3339, milliseconds. */
  tijdstip: string
  /** One per process start. */
  keten: string
  /** Counts from 1 inside a chain. */
  volgnummer: number
  /** Hash of the line before; for the first line of a chain the last hash of the chain before it, or null. */
  vorige: string | null
  /** SHA-256 over the bytes of the line before this property, hex. */
  hash: string
}
