// What one doel may see of one kind of answer: compiled once, pure afterwards.

import type { Antwoordsoort } from '../domain/antwoorden.ts'
import { altijd, type Categorie } from '../domain/categorie.ts'
import { partijtypeVanCode } from '../domain/partijtype.ts'
import { leesAgbcode, leesCode, rijen } from '../domain/rijen.ts'
import { categorieenVan, structuren } from '../domain/structuur.ts'
import type { Doel } from './policy.ts'
import { compileSnoei } from './snoei.ts'

export interface Gefilterd {
  /** Exactly what may be delivered, or undefined when the document has another shape than its schema. */
  document: unknown
  /** AGB-codes of other parties of which a value is delivered, also where the code itself is withheld. */
  wederpartijen: readonly string[]
}

export interface Filter {
  filter: (document: unknown) => Gefilterd
  /** Categories that this kind of answer can hold and the doel gives, sorted. */
  uitgeleverd: readonly Categorie[]
  /** Categories that this kind of answer can hold and the doel lacks, sorted. */
  weggelaten: readonly Categorie[]
}

/** Which rows of other parties the doel may see: of its kinds of party, and of its zorgsoorten where rows tell theirs. */
function rijenVan(soort: Antwoordsoort, doel: Doel | undefined) {
  const plaats = rijen[soort]
  if (!plaats) return undefined
  const mag = (rij: unknown): boolean => {
    if (!doel) return false
    if (plaats.partijtype) {
      const type = partijtypeVanCode(leesCode(rij, plaats.partijtype))
      if (!type || !doel.partijtypen.has(type)) return false
    }
    if (plaats.zorgsoort && doel.rijfilter) {
      const zorgsoort = leesCode(rij, plaats.zorgsoort)
      if (zorgsoort === undefined || !doel.rijfilter.zorgsoort.has(zorgsoort)) return false
    }
    return true
  }
  return { pad: plaats.lijst, mag }
}

/** Without a doel only the categories that come with every doel are given. */
export function compileFilter(soort: Antwoordsoort, doel: Doel | undefined): Filter {
  const gegeven = (categorie: Categorie) => altijd.includes(categorie) || doel?.categorieen.has(categorie) === true
  const mogelijk = [...categorieenVan(structuren[soort])].sort()
  const rij = rijenVan(soort, doel)
  const snoei = compileSnoei(structuren[soort], {
    mag: (_pad, categorie) => gegeven(categorie),
    ...(rij && { rijen: rij }),
  })
  return {
    uitgeleverd: mogelijk.filter(gegeven),
    weggelaten: mogelijk.filter((categorie) => !gegeven(categorie)),
    filter: (document) => {
      const codes = new Set<string>()
      const gesnoeid = snoei(document, {
        rij: (gezien) => {
          const code = leesAgbcode(gezien)
          if (code !== undefined) codes.add(code)
        },
      })
      return { document: gesnoeid, wederpartijen: [...codes] }
    },
  }
}

/** Is the party of this detail inside the doel's row filter? A detail without a readable zorgsoort is outside. */
export function binnenRijfilter(doel: Doel, detail: unknown): boolean {
  if (!doel.rijfilter) return true
  const zorgsoort = leesCode(detail, 'Zorgsoort')
  return zorgsoort !== undefined && doel.rijfilter.zorgsoort.has(zorgsoort)
}
