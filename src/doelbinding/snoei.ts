// Cuts a document down to the leaves that may stay: the one way in which anything is kept or delivered.

import type { Categorie } from '../domain/categorie.ts'
import type { Knoop } from '../domain/structuur.ts'

export interface Snoeiopdracht {
  /** May this leaf stay? `pad` is written as `Relaties[].Rol.Code`. */
  mag: (pad: string, categorie: Categorie) => boolean
  /** Path of the list of other parties, and whether a row of it is delivered at all. */
  rijen?: { pad: string; mag: (rij: unknown) => boolean }
}

/** What is told while one document is cut. */
export interface Verslag {
  /** A property that the schema does not know. */
  onbekend?: () => void
  /** A row of another party of which at least one value stays, as it came in. */
  rij?: (rij: unknown) => void
}

/** The document without what may not stay, or undefined when it has another shape than the schema. */
export type Snoei = (document: unknown, verslag?: Verslag) => unknown

const WEG = Symbol('weg')
type Tak = (waarde: unknown, verslag: Verslag) => unknown

/** A value of another shape than the schema's is as unknown as a property that it does not name. */
const vreemd = (verslag: Verslag): typeof WEG => {
  verslag.onbekend?.()
  return WEG
}

const blad: Tak = (waarde, verslag) => (waarde === null || typeof waarde !== 'object' ? waarde : vreemd(verslag))

const object =
  (velden: ReadonlyMap<string, Tak>, bekend: ReadonlyMap<string, Knoop>): Tak =>
  (waarde, verslag) => {
    if (waarde === null) return null
    if (typeof waarde !== 'object' || Array.isArray(waarde)) return vreemd(verslag)
    const uit: Record<string, unknown> = {}
    for (const [naam, deel] of Object.entries(waarde)) {
      const tak = velden.get(naam)
      if (!tak) {
        if (!bekend.has(naam)) verslag.onbekend?.()
        continue
      }
      const gesnoeid = tak(deel, verslag)
      if (gesnoeid !== WEG) uit[naam] = gesnoeid
    }
    return uit
  }

const lijst =
  (item: Tak, rijen: Snoeiopdracht['rijen']): Tak =>
  (waarde, verslag) => {
    if (waarde === null) return null
    if (!Array.isArray(waarde)) return vreemd(verslag)
    const uit: unknown[] = []
    for (const rij of waarde) {
      if (rijen && !rijen.mag(rij)) continue
      const gesnoeid = item(rij, verslag)
      if (gesnoeid === WEG) continue
      uit.push(gesnoeid)
      if (rijen && gesnoeid !== null && Object.keys(gesnoeid as object).length > 0) verslag.rij?.(rij)
    }
    return uit
  }

/**
 * Makes the cut for one kind of answer, once. A leaf stays when `mag` says so; an object or list stays, also when it is
 * null or empty, when a leaf inside it may. What the schema does not know never stays. Withheld is an absent key,
 * never null or empty: empty is how Vektis says "no longer public".
 */
export function compileSnoei(structuur: Knoop, { mag, rijen }: Snoeiopdracht): Snoei {
  function groei(knoop: Knoop, pad: string): Tak | undefined {
    if (knoop.soort === 'blad') return mag(pad, knoop.categorie) ? blad : undefined
    if (knoop.soort === 'lijst') {
      const item = groei(knoop.item, `${pad}[]`)
      return item && lijst(item, rijen?.pad === pad ? rijen : undefined)
    }
    const velden = new Map<string, Tak>()
    for (const [naam, deel] of knoop.velden) {
      const tak = groei(deel, pad ? `${pad}.${naam}` : naam)
      if (tak) velden.set(naam, tak)
    }
    return velden.size > 0 || pad === '' ? object(velden, knoop.velden) : undefined
  }
  const stam = groei(structuur, '')
  return (document, verslag = {}) => {
    const passend = structuur.soort === 'lijst' ? Array.isArray(document) : !Array.isArray(document)
    if (!stam || !passend || typeof document !== 'object' || document === null) return undefined
    return stam(document, verslag)
  }
}
