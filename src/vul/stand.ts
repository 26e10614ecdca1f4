// How far a first fill is: written after every page, so that any dispatcher goes on where the one before was.

import type { Lijst } from './omvang.ts'

/**
 * `gevraagd`: an operator asked, the dispatcher has not begun. `loopt`. `stopt`: an operator said so, the dispatcher has not
 * heard. Ended: `klaar`, `gestopt` by an operator, `afgebroken` because it could not go on.
 */
export const fasen = ['gevraagd', 'loopt', 'stopt', 'klaar', 'gestopt', 'afgebroken'] as const
export type Fase = (typeof fasen)[number]

/** Why it could not go on. */
export const redenen = [
  'policy-gewijzigd',
  'zorgsoort-onbekend',
  'vraag-geweigerd',
  'vektis-faalt',
  'pagina-onleesbaar',
  'pagina-anders',
  'pagina-leeg',
  'pagina-herhaald',
  'totaal-anders',
] as const
export type Reden = (typeof redenen)[number]

/** Parties by what became of them. */
export interface Tellingen {
  /** Fetched from Vektis. */
  gehaald: number
  /** Held already, and good. */
  bewaard: number
  /** Of a kind that is not granted in bulk, or that nobody knows. */
  buiten: number
  /** Tried several times without an answer; whoever asks for them is the next to try. */
  mislukt: number
}

/** What the first page of a list said of its size before the walk began. */
export interface Omvang {
  paginas: number
  partijen: number
}

export interface Stand {
  /** Names this state and no other: of two who both go on from the same one, only the first writes the next. */
  versie: string
  fase: Fase
  reden: Reden | null
  /** Moments in ms since the epoch. */
  begonnenOp: number
  bijgewerktOp: number
  lijsten: readonly Lijst[]
  /** Of the first so many lists; nothing is walked before all are counted. */
  geteld: readonly Omvang[]
  /** The place: which list, and its next page, from 1. */
  lijst: number
  pagina: number
  /** Hashes of the codes on the first page of the list and on the one before, to know a page that repeats. */
  eerste: string | null
  vorige: string | null
  /** Of all pages before this one. */
  tellingen: Tellingen
  /** Parties of this page that were dealt with. */
  opPagina: number
}

const nooit: Tellingen = { gehaald: 0, bewaard: 0, buiten: 0, mislukt: 0 }

export const nieuweStand = (lijsten: readonly Lijst[], now: number): Omit<Stand, 'versie'> => ({
  fase: 'gevraagd',
  reden: null,
  begonnenOp: now,
  bijgewerktOp: now,
  lijsten,
  geteld: [],
  lijst: 0,
  pagina: 1,
  eerste: null,
  vorige: null,
  tellingen: nooit,
  opPagina: 0,
})

/** Is there still something to be done by the dispatcher? */
export const isBezig = ({ fase }: Pick<Stand, 'fase'>): boolean =>
  fase === 'gevraagd' || fase === 'loopt' || fase === 'stopt'

/** Parties that were dealt with. */
export const gezien = ({ tellingen, opPagina }: Pick<Stand, 'tellingen' | 'opPagina'>): number =>
  Object.values<number>({ ...tellingen }).reduce((sum, count) => sum + count, opPagina)

/** Zorgsoorten of which Vektis knows nobody. */
export const zonderPartijen = ({ lijsten, geteld }: Pick<Stand, 'lijsten' | 'geteld'>): string[] =>
  lijsten.flatMap(({ zorgsoort }, at) => (zorgsoort !== null && geteld[at]?.partijen === 0 ? [zorgsoort] : []))

/** Parties on all lists together; undefined while not all of them were counted. */
export const totaal = ({ lijsten, geteld }: Pick<Stand, 'lijsten' | 'geteld'>): number | undefined =>
  geteld.length < lijsten.length ? undefined : geteld.reduce((sum, { partijen }) => sum + partijen, 0)
