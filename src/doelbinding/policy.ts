// What the policy file says, checked and indexed: doelen, afnemers, who holds which key.

import type { Categorie } from '../domain/categorie.ts'
import type { Bewerking } from '../domain/catalogus.ts'
import type { Partijtype } from '../domain/partijtype.ts'
import type { Grondslag } from './grondslag.ts'

export const rollen = ['beheer', 'fg'] as const
export type Rol = (typeof rollen)[number]

/** Who approved a doel, when, and when it must be looked at again. Days as `yyyy-MM-dd`. */
export interface Goedkeuring {
  door: readonly string[]
  op: string
  herzienVoor: string
}

/** What a JWT must hold to be this afnemer's: `client` is its `azp` or `client_id`. */
export interface Token {
  issuer: string
  client: string
  audience: string
}

/** The end of something that holds through a day. */
export interface Einde {
  /** Last day on which it holds, as written: `yyyy-MM-dd`. */
  geldigTot: string
  /** First moment at which it no longer holds, in ms since the epoch: the day after, in Amsterdam. */
  verlooptOp: number
}

/** One purpose: what may be asked for it and which categories it gives. */
export interface Doel {
  id: string
  versie: number
  /** `id@versie`, as audit, headers and ETags name it. */
  naamVersie: string
  naam: string
  grondslag: Grondslag
  onderbouwing: string
  partijtypen: ReadonlySet<Partijtype>
  bewerkingen: ReadonlySet<Bewerking>
  /** Category → why it is needed. Without the categories that come with every doel. */
  categorieen: ReadonlyMap<Categorie, string>
  rijfilter?: { zorgsoort: ReadonlySet<string> }
  /** First moment at which the doel no longer holds, in ms since the epoch: the day after `geldigTot` in Amsterdam. */
  verlooptOp?: number
  /** `geldigTot` as written. */
  geldigTot?: string
  goedgekeurd?: Goedkeuring
}

/** One calling application. */
export interface Afnemer {
  id: string
  naam: string
  contact: string
  doelen: readonly Doel[]
  rollen: ReadonlySet<Rol>
  /** Share of the upstream budget under contention. */
  gewicht: number
  /** Requests per second, when limited. */
  limiet?: number
  /** Tokens of the hospital's identity provider that name this afnemer. */
  tokens?: readonly Token[]
}

/** Who holds a token, and for whom it must have been made. */
export interface Tokenhouder {
  afnemer: Afnemer
  audience: string
}

export interface Policy {
  /** SHA-256 of the file's bytes, hex. */
  hash: string
  verwerkingsverantwoordelijke: { naam: string; fg: string }
  doelen: ReadonlyMap<string, Doel>
  afnemers: ReadonlyMap<string, Afnemer>
  /** Hex SHA-256 of a key → its holder. */
  perSleutel: ReadonlyMap<string, Afnemer>
  /** The same hash → when that key ends; one without an end is not in it. */
  sleuteleinden: ReadonlyMap<string, Einde>
  /** A client certificate, by hex SHA-256 fingerprint or by `subject:` and its name → its holder. */
  perCertificaat: ReadonlyMap<string, Afnemer>
  /** Issuer and client of a token, as `tokenNaam` writes them → its holder. */
  perToken: ReadonlyMap<string, Tokenhouder>
}

/** Name under which `perToken` keeps what a token says of its issuer and client. */
export const tokenNaam = ({ issuer, client }: Pick<Token, 'issuer' | 'client'>): string =>
  JSON.stringify([issuer, client])
