// What is allowed in one doel but deserves a second look: too wide, without effect, copied reasons, nearly lapsed.

import { type Bewerking, type Bevraging, bewerkingen, catalogus } from '../domain/catalogus.ts'
import { altijd, type Categorie, categorieen } from '../domain/categorie.ts'
import { type Partijtype, partijtypen } from '../domain/partijtype.ts'
import { categorieenVan, structuren } from '../domain/structuur.ts'
import type { DoelRow } from './check-doel.ts'
import type { PolicyRow } from './check-policy.ts'
import type { Report } from './fault.ts'
import { beginVan, dagenTot, eindeVan, TIJDIG } from '../doelbinding/verloop.ts'

/** Categories that need a reason of their own: a date of birth, and a number that links to other registers. */
const EIGEN_REDEN: readonly Categorie[] = ['geboortedatum', 'registratienummer']

/** Every question that a doel with these operations and kinds of party may put. */
function openVoor(toegestaan: readonly Bewerking[], typen: readonly Partijtype[]): Bevraging[] {
  // Bulk opens no path; what it gives is the detail.
  const gegeven = new Set<Bewerking>(toegestaan.includes('bulk') ? [...toegestaan, 'detail'] : toegestaan)
  return catalogus.filter(
    ({ bewerkingen, partijtype }) =>
      bewerkingen.length > 0 &&
      bewerkingen.every((bewerking) => gegeven.has(bewerking)) &&
      (!partijtype || typen.includes(partijtype)),
  )
}

function warnEffect({ bewerkingen, partijtypen, categorieen }: DoelRow, report: Report): void {
  const open = openVoor(
    bewerkingen.value.map(({ value }) => value),
    partijtypen.value.map(({ value }) => value),
  )
  for (const { value, at } of bewerkingen.value) {
    if (value === 'bulk' || open.some((vraag) => vraag.bewerkingen.includes(value))) continue
    report(at, `"${value}" opent niets met deze partijtypen en andere bewerkingen; haal het weg of vul aan`)
  }
  const komtVoor = (categorie: Categorie) =>
    open.some(({ antwoord }) => categorieenVan(structuren[antwoord]).has(categorie))
  for (const [categorie, { at }] of categorieen.value) {
    if (altijd.includes(categorie)) report(at, 'hoort al bij elk doel; deze regel kan weg')
    else if (!komtVoor(categorie)) {
      report(at, 'komt met deze bewerkingen en partijtypen nooit voor; haal de categorie weg')
    }
  }
}

function warnBreedte(
  { bewerkingen: gekozen, partijtypen: typen, categorieen: gegeven, rijfilter }: DoelRow,
  report: Report,
) {
  const alle = Object.keys(categorieen).filter((categorie) => !altijd.some((vast) => vast === categorie))
  if (alle.every((categorie) => gegeven.value.has(categorie as Categorie))) {
    report(
      gegeven.at,
      'geeft alle categorieën; laat staan wat het doel echt nodig heeft (AVG artikel 5, lid 1, onder c)',
    )
  }
  if (!rijfilter && gekozen.value.length === bewerkingen.length && typen.value.length === partijtypen.length) {
    report(gekozen.at, 'geeft alle bewerkingen op alle partijtypen; beperk ze of zet een rijfilter')
  }
}

const plat = (reden: string) => reden.toLowerCase().replaceAll(/\s+/g, ' ')

function warnRedenen({ categorieen }: DoelRow, report: Report): void {
  for (const categorie of EIGEN_REDEN) {
    const eigen = categorieen.value.get(categorie)
    if (!eigen) continue
    const zelfde = [...categorieen.value].find(
      ([ander, { value }]) => ander !== categorie && plat(value) === plat(eigen.value),
    )
    if (zelfde) report(eigen.at, `heeft dezelfde reden als "${zelfde[0]}"; dit gegeven vraagt een eigen motivering`)
  }
}

function warnTermijnen({ geldigTot, goedgekeurd }: DoelRow, report: Report, now: number): void {
  const rest = geldigTot ? dagenTot(eindeVan(geldigTot.value.dag), now) : Number.POSITIVE_INFINITY
  if (geldigTot && rest <= 0) {
    report(geldigTot.at, 'het doel is verlopen en geeft niets meer; verleng het of haal het weg')
  } else if (geldigTot && rest <= TIJDIG) {
    report(geldigTot.at, `het doel verloopt binnen ${rest} ${rest === 1 ? 'dag' : 'dagen'}; verleng het op tijd`)
  }
  const herzien = goedgekeurd?.value.herzienVoor
  if (herzien && dagenTot(beginVan(herzien.value.dag), now) <= TIJDIG) {
    report(herzien.at, 'de goedkeuring moet nu of binnenkort worden herzien; leg het doel opnieuw voor')
  }
}

/** @param now ms since the epoch; without it nothing is said about terms. */
export function warnAboutDoelen({ doelen }: PolicyRow, report: Report, now?: number): void {
  for (const { value: doel } of doelen.values()) {
    warnEffect(doel, report)
    warnBreedte(doel, report)
    warnRedenen(doel, report)
    if (now !== undefined) warnTermijnen(doel, report, now)
  }
}
