// What may be kept at rest of each question's answer: the union of what the doelen in force may see (AVG art. 5.1.c).

import { altijd, type Categorie } from '../domain/categorie.ts'
import { type Bevraging, catalogus } from '../domain/catalogus.ts'
import { rijen } from '../domain/rijen.ts'
import { bladeren, categorieenVan, structuren } from '../domain/structuur.ts'
import type { Doel } from './policy.ts'
import { inBulk, opent, vanKracht } from './resolve-doel.ts'
import { compileSnoei, type Snoei } from './snoei.ts'

/** Scope mark of an entry that kept the zorgsoort for row filters, also where no doel may see it. */
export const RIJFILTER = '#rijfilter'

export interface Bewaarsnede {
  /** What an entry cut this way holds: categories and marks, sorted. */
  scope: readonly string[]
  snoei: Snoei
}

/** May this doel be given it: by a path, or in bulk? */
const geeft = (doel: Doel, bevraging: Bevraging): boolean => opent(doel, bevraging) || inBulk(doel, bevraging)

const heeftZorgsoort = (bevraging: Bevraging): boolean =>
  bladeren(structuren[bevraging.antwoord]).some(({ pad }) => pad.endsWith('Zorgsoort.Code'))

/**
 * What an entry must hold to answer this question for this doel. Of a question that the doel is not given, as a detail
 * that is only read for its row filter, that is the mark alone: categories that nobody may see are not kept, so who
 * waited for them would fetch it anew each time.
 */
export function nodig(doel: Doel | undefined, bevraging: Bevraging): readonly string[] {
  const mogelijk = categorieenVan(structuren[bevraging.antwoord])
  const gegeven = doel && geeft(doel, bevraging) ? doel.categorieen : undefined
  const categorieen = [...mogelijk].filter((c) => altijd.includes(c) || gegeven?.has(c))
  return doel?.rijfilter && heeftZorgsoort(bevraging) ? [...categorieen, RIJFILTER] : categorieen
}

/**
 * Paths that the gateway itself must read of a kept answer, whatever is granted: the codes and kinds of the parties,
 * for the audit names everyone of whom a value is given and rows are judged by their kind.
 */
function eigenPaden(bevraging: Bevraging, rijfilter: boolean): ReadonlySet<string> {
  const plaats = rijen[bevraging.antwoord]
  const paden = new Set(['AGBCode'])
  if (plaats) paden.add(`${plaats.lijst}[].AGBCode`)
  if (plaats?.partijtype) paden.add(`${plaats.lijst}[].${plaats.partijtype}.Code`)
  if (rijfilter) paden.add(plaats?.zorgsoort ? `${plaats.lijst}[].${plaats.zorgsoort}.Code` : 'Zorgsoort.Code')
  return paden
}

/** The detail of the same party: what a row filter looks at, for any question about that party. */
export const detailVan = (bevraging: Bevraging): Bevraging | undefined =>
  bevraging.partijtype && bevraging.padparameters[0] === 'agbcode'
    ? catalogus.find(({ id }) => id === bevraging.partijtype)
    : undefined

/** The cut for one question, from the doelen in force at this moment (ms since the epoch). */
export function bewaarsnede(doelen: Iterable<Doel>, bevraging: Bevraging, now: number): Bewaarsnede {
  const inKracht = [...doelen].filter((doel) => vanKracht(doel, now))
  const kijkers = inKracht.filter((doel) => geeft(doel, bevraging))
  const filterend = inKracht.filter(
    (doel) =>
      doel.rijfilter && (kijkers.includes(doel) || catalogus.some((b) => detailVan(b) === bevraging && opent(doel, b))),
  )
  const scope = new Set(kijkers.flatMap((doel) => nodig(doel, bevraging)).concat(nodig(undefined, bevraging)))
  if (filterend.length > 0 && heeftZorgsoort(bevraging)) scope.add(RIJFILTER)
  const paden = eigenPaden(bevraging, scope.has(RIJFILTER))
  return {
    scope: [...scope].sort(),
    snoei: compileSnoei(structuren[bevraging.antwoord], {
      mag: (pad, categorie: Categorie) => scope.has(categorie) || paden.has(pad),
    }),
  }
}

/** May something be kept by the old doelen that may not be by the new ones? Moment in ms since the epoch. */
export const versmalt = (oud: Iterable<Doel>, nieuw: Iterable<Doel>, now: number): boolean => {
  const [was, is] = [[...oud], [...nieuw]]
  return catalogus.some((bevraging) => {
    const { scope } = bewaarsnede(is, bevraging, now)
    return bewaarsnede(was, bevraging, now).scope.some((deel) => !scope.includes(deel))
  })
}

/** A cut that keeps all that the schema knows: for counting what it does not know. */
export const compileKennis = (bevraging: Bevraging): Snoei =>
  compileSnoei(structuren[bevraging.antwoord], { mag: () => true })
