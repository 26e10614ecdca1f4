// Reads one page of a list and judges whether the walk may go on from it: what comes from outside is not believed.

import { createHash } from 'node:crypto'
import { type Partijtype, partijtypeVanCode } from '../domain/partijtype.ts'
import { leesAgbcode, leesCode } from '../domain/rijen.ts'
import type { Omvang, Reden, Stand } from './stand.ts'

/** Rows that are asked for at once. Vektis may give fewer on every page; it does not say how many it allows. */
export const AANTAL = 100

/** A page that has more is none, and no list is longer than this, whatever they say of themselves. */
const MEEST = { rijen: 10_000, paginas: 1_000_000, partijen: 10_000_000 }

/** By so much, or by such a part, a list may come to differ from its first page while it is walked: that can take a day. */
const RUIMTE = { deel: 0.05, partijen: 100, paginas: 100 }

export interface Pagina {
  paginas: number
  /** On the whole list, of all kinds. */
  partijen: number
  rijen: number
  /** Codes with a kind that is known, each once. */
  codes: ReadonlyMap<string, Partijtype>
  /** Hash of the codes in their order; null for an empty page. */
  kenmerk: string | null
}

const heel = (waarde: unknown, hoogstens: number): waarde is number =>
  Number.isSafeInteger(waarde) && (waarde as number) >= 0 && (waarde as number) <= hoogstens

/** The page with this number, or why it is none. */
export function leesPagina(document: unknown, nummer: number): Pagina | Reden {
  const { Paginanummer, Totaalpaginas, Totaalrecords, Data, Succeeded } = Object(document) as Record<string, unknown>
  if (Succeeded !== true || !Array.isArray(Data) || Data.length > MEEST.rijen) return 'pagina-onleesbaar'
  if (!heel(Totaalpaginas, MEEST.paginas) || !heel(Totaalrecords, MEEST.partijen)) return 'pagina-onleesbaar'
  if (Paginanummer !== nummer) return 'pagina-anders'
  const codes = new Map<string, Partijtype>()
  const genoemd: string[] = []
  for (const rij of Data as unknown[]) {
    const code = leesAgbcode(rij) ?? ''
    const type = partijtypeVanCode(leesCode(rij, 'Type'))
    genoemd.push(code)
    if (type && /^[0-9]{8}$/.test(code)) codes.set(code, type)
  }
  const kenmerk = Data.length === 0 ? null : createHash('sha256').update(genoemd.join()).digest('hex').slice(0, 16)
  return { paginas: Totaalpaginas, partijen: Totaalrecords, rijen: Data.length, codes, kenmerk }
}

/**
 * Why the walk may not go on from this page, if it may not. Together they bound it: no page counts twice in a row, none
 * but the last is empty, and a list that grows beyond what it said at first is not followed.
 */
export function waaromNiet(
  pagina: Pagina,
  geteld: Omvang,
  at: Pick<Stand, 'pagina' | 'eerste' | 'vorige'>,
): Reden | undefined {
  const verschil = Math.abs(pagina.partijen - geteld.partijen)
  if (verschil > Math.max(RUIMTE.partijen, geteld.partijen * RUIMTE.deel)) return 'totaal-anders'
  if (at.pagina > geteld.paginas * (1 + RUIMTE.deel) + RUIMTE.paginas) return 'totaal-anders'
  // It shrank meanwhile, and what we asked for lies behind its end.
  if (pagina.rijen === 0) return at.pagina > pagina.paginas || pagina.partijen === 0 ? undefined : 'pagina-leeg'
  return pagina.kenmerk === at.vorige || pagina.kenmerk === at.eerste ? 'pagina-herhaald' : undefined
}
