// Builds the register: the same seed on the same day gives the same parties and relations, byte for byte.

import type { Partijtype } from '../../domain/partijtype.ts'
import { type Bekend, bekend } from './bekend.ts'
import { zorgsoortenVan } from './codelijsten.ts'
import { createNamen } from './namen.ts'
import { createOrganisatie } from './organisatie.ts'
import type { Partij, Relatie } from './partij.ts'
import { createRandom } from './random.ts'
import { drawRelaties } from './relaties.ts'
import { drawStaat, periodeIn, type Staat } from './staat.ts'
import { createZorgverlener } from './zorgverlener.ts'

/** How many parties of each kind, those of the demo not counted. */
export type Omvang = Readonly<Record<Partijtype, number>>

export const OMVANG: Omvang = { zorgverlener: 1500, onderneming: 500, vestiging: 1000 }

export interface Keuze {
  agbcode?: string
  zorgsoort?: string
  naam?: string
}

export interface Bouw {
  partijen: Map<string, Partij>
  relaties: Relatie[]
  /** Makes one more party of the kind, in this state, with a code that is free (or the one asked for). */
  add: (type: Partijtype, staat: Staat, wens?: Keuze) => Partij
}

/** @param vandaag gives the day `yyyy-MM-dd` from which states of life are seen. */
export function buildRegister(seed: number, vandaag: () => string, omvang: Omvang = OMVANG): Bouw {
  const random = createRandom(seed)
  const namen = createNamen(random)
  const partijen = new Map<string, Partij>()

  /** Vestigingen mostly have codes that begin with 71 and say nothing of their zorgsoort. */
  function freeCode(type: Partijtype, zorgsoort: string): string {
    const head = type === 'vestiging' && random.chance(0.8) ? '71' : zorgsoort
    const agbcode = `${head}${random.digits(6)}`
    return partijen.has(agbcode) ? freeCode(type, zorgsoort) : agbcode
  }

  function add(type: Partijtype, staat: Staat, wens: Keuze = {}): Partij {
    const zorgsoort = wens.zorgsoort ?? random.pick(zorgsoortenVan(type).list).Code
    const agbcode = wens.agbcode ?? freeCode(type, zorgsoort)
    const compleet = { agbcode, zorgsoort, naam: wens.naam, periode: periodeIn(staat, vandaag(), random) }
    const partij =
      type === 'zorgverlener'
        ? createZorgverlener({ random, namen }, compleet)
        : createOrganisatie({ random, namen }, type, compleet)
    partijen.set(agbcode, partij)
    return partij
  }

  for (const vast of Object.values<Bekend>(bekend)) add(vast.type, 'actief', vast)
  for (const [type, aantal] of Object.entries(omvang) as Array<[Partijtype, number]>) {
    for (let index = 0; index < aantal; index += 1) add(type, drawStaat(random))
  }
  return { partijen, relaties: drawRelaties(partijen, vandaag(), random), add }
}
