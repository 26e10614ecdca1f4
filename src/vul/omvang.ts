// What a first fill may fetch: the kinds and zorgsoorten that some doel in force is granted in bulk, and nothing else.

import type { Doel } from '../doelbinding/policy.ts'
import { vanKracht } from '../doelbinding/resolve-doel.ts'
import { type Partijtype, partijtypen } from '../domain/partijtype.ts'

/** One list of Vektis, walked from its first page to its last. */
export interface Lijst {
  /** Null: the list of all zorgsoorten. */
  zorgsoort: string | null
  /** The kinds of party of which the detail is fetched; rows of others are passed over. */
  partijtypen: readonly Partijtype[]
}

const inVolgorde = (typen: ReadonlySet<Partijtype>): Partijtype[] => partijtypen.filter((type) => typen.has(type))

/**
 * The lists that give everything which is granted in bulk at this moment (ms since the epoch), each party once: a kind
 * that some doel sees without a row filter is taken from the list of all, and from no other. Empty: nothing is granted.
 */
export function omvangVan(doelen: Iterable<Doel>, now: number): Lijst[] {
  const overal = new Set<Partijtype>()
  const perZorgsoort = new Map<string, Set<Partijtype>>()
  for (const doel of doelen) {
    if (!doel.bewerkingen.has('bulk') || !vanKracht(doel, now)) continue
    const verzamelingen = doel.rijfilter
      ? [...doel.rijfilter.zorgsoort].map((zorgsoort) => {
          const typen = perZorgsoort.get(zorgsoort) ?? new Set<Partijtype>()
          perZorgsoort.set(zorgsoort, typen)
          return typen
        })
      : [overal]
    for (const typen of verzamelingen) for (const type of doel.partijtypen) typen.add(type)
  }
  const lijsten: Lijst[] = [...perZorgsoort]
    .sort(([een], [ander]) => (een < ander ? -1 : 1))
    .map(([zorgsoort, typen]) => ({ zorgsoort, partijtypen: inVolgorde(typen.difference(overal)) }))
  return [{ zorgsoort: null, partijtypen: inVolgorde(overal) }, ...lijsten].filter(
    ({ partijtypen }) => partijtypen.length > 0,
  )
}
