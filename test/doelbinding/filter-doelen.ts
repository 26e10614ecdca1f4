// Doelen for the tests of the filter and of what is kept: in plain words, and as the gateway reads them.

import type { Doel } from '../../src/doelbinding/policy.ts'
import type { Categorie } from '../../src/domain/categorie.ts'
import { type Bewerking, bewerkingen } from '../../src/domain/catalogus.ts'
import { type Partijtype, partijtypen } from '../../src/domain/partijtype.ts'

export interface Words {
  id?: string
  categorieen?: readonly string[]
  partijtypen?: readonly string[]
  bewerkingen?: readonly string[]
  zorgsoorten?: readonly string[] | undefined
  verlooptOp?: number
}

/** What is left out: every operation and kind of party, no category, no row filter. */
export function doelOf(words: Words = {}): Doel {
  const { id = 'doel', categorieen = [], zorgsoorten, verlooptOp } = words
  return {
    id,
    versie: 1,
    naamVersie: `${id}@1`,
    naam: 'Doel van een test',
    grondslag: 'avg-6-1-c',
    onderbouwing: 'alleen in een test',
    partijtypen: new Set((words.partijtypen ?? partijtypen) as Partijtype[]),
    bewerkingen: new Set((words.bewerkingen ?? bewerkingen) as Bewerking[]),
    categorieen: new Map(categorieen.map((naam) => [naam as Categorie, 'nodig in een test'])),
    ...(zorgsoorten && { rijfilter: { zorgsoort: new Set(zorgsoorten) } }),
    ...(verlooptOp !== undefined && { verlooptOp }),
  }
}
