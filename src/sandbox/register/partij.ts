// What the register keeps: a party with all that was, is and will be of it, and a relation with its two ends.

import type { Partijtype } from '../../domain/partijtype.ts'
import type { Onderneming, Zorgverlener } from '../../domain/zorgpartijen.ts'
import type { Periode } from './periode.ts'

export interface Code {
  Code: string
  Omschrijving: string
}

/** A party. Its document holds ended and future parts too; an answer takes what is valid on its day. */
export type Partij = { tijd?: string } & (
  | { type: 'zorgverlener'; document: Zorgverlener }
  | { type: Exclude<Partijtype, 'zorgverlener'>; document: Onderneming }
)

/** One end of a relation: who stands there, and its role as the other end's list names it. */
export interface Eind {
  AGBCode: string
  Rol: Code
}

/** One relation, kept once for both sides, so that the sides cannot come to differ. */
export interface Relatie extends Periode {
  einden: readonly [Eind, Eind]
  Type: Code
  Zorgaanbod: Code | null
}

/** The name as lists of relations show it. */
export function weergavenaam({ type, document }: Partij): string {
  if (type !== 'zorgverlener') return document.Naam
  const { Voorletters, Tussenvoegsel, Achternaam } = document
  return [Voorletters, Tussenvoegsel, Achternaam].filter((deel) => deel !== '').join(' ')
}
