// What an entry may still hold by the policy in force: it stays, is cut again, or goes (AVG art. 5.1.c and 5.1.e).

import type { Entry } from '../cache/entry.ts'
import type { Judge } from '../cache/store.ts'
import { type Bewaarsnede, bewaarsnede, RIJFILTER } from '../doelbinding/bewaren.ts'
import type { Doel } from '../doelbinding/policy.ts'
import { altijd } from '../domain/categorie.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import { bevragingMet } from './vraag.ts'

const bevragingVan = (sleutel: string): Bevraging | undefined => bevragingMet(sleutel.split('/', 1)[0] ?? '')

/** Does the cut leave nothing that a doel was needed for? */
const isLeeg = ({ bewerkingen }: Bevraging, { scope }: Bewaarsnede): boolean =>
  bewerkingen.length > 0 && scope.every((deel) => altijd.some((vast) => vast === deel))

/** Kept for its category, a zorgsoort can from now on be kept for row filters alone; then the entry must say so. */
const heeft = (entry: Entry, deel: string): boolean =>
  entry.scope.includes(deel) || (deel === RIJFILTER && entry.scope.includes('zorgsoort'))

function hersneden(entry: Entry, { scope, snoei }: Bewaarsnede): Entry | undefined {
  const cut = { ...entry, scope: scope.filter((deel) => heeft(entry, deel)) }
  if (entry.document === undefined) return cut
  const document = snoei(entry.document)
  return document === undefined ? undefined : { ...cut, document }
}

/** Judges entries by the doelen in force at this moment (ms since the epoch). What nobody may ask any more goes. */
export function createHersnijden(doelen: readonly Doel[], now: number): Judge {
  const snedes = new Map<Bevraging, Bewaarsnede>()
  const snedeVan = (bevraging: Bevraging): Bewaarsnede => {
    const snede = snedes.get(bevraging) ?? bewaarsnede(doelen, bevraging, now)
    snedes.set(bevraging, snede)
    return snede
  }
  return (sleutel, entry) => {
    const bevraging = bevragingVan(sleutel)
    if (!bevraging) return undefined
    const snede = snedeVan(bevraging)
    if (entry.scope.every((deel) => snede.scope.includes(deel))) return entry
    return isLeeg(bevraging, snede) ? undefined : hersneden(entry, snede)
  }
}
