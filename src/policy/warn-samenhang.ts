// What is allowed but does not fit together: doelen that nobody has, callers that nobody can be.

import { altijd, type Categorie } from '../domain/categorie.ts'
import type { PolicyRow } from './check-policy.ts'
import type { Place, Report } from './fault.ts'

const EMAIL = /^[^\s@]+@[^\s@]+$/

/** What the doelen in force name is kept in the cache, so a category that only an idle doel names is kept for nobody. */
function warnIdle({ doelen, afnemers }: PolicyRow, report: Report): void {
  const inUse = new Set([...afnemers.values()].flatMap(({ value }) => value.doelen.value.map((doel) => doel.value)))
  const delivered = new Set<Categorie>(altijd)
  const idle = new Map<Categorie, Place>()
  for (const [id, { value, at }] of doelen) {
    if (!inUse.has(id)) report(at, 'geen enkele afnemer heeft dit doel; geef het aan een afnemer of haal het weg')
    for (const [categorie, reden] of value.categorieen.value) {
      if (inUse.has(id)) delivered.add(categorie)
      else idle.set(categorie, reden.at)
    }
  }
  for (const [categorie, at] of idle) {
    if (!delivered.has(categorie))
      report(at, 'wordt bewaard maar aan niemand geleverd; haal de categorie of het doel weg')
  }
}

function warnUnreachable({ afnemers }: PolicyRow, report: Report): void {
  for (const { value, at } of afnemers.values()) {
    const { sleutels, certificaten, tokens, doelen, rollen } = value
    const credentials = [sleutels, certificaten, tokens].reduce((sum, list) => sum + (list?.value.length ?? 0), 0)
    if (credentials === 0)
      report(at, 'heeft geen sleutel, certificaat of token en komt dus nooit binnen; voeg er een toe')
    if (doelen.value.length === 0 && !rollen?.value.length) {
      report(doelen.at, 'zonder doel en zonder rol kan deze afnemer alleen codelijsten lezen; geef hem een doel')
    }
  }
}

/** Warnings about doelen, afnemers and the controller taken together. */
export function warnAboutSamenhang(checked: PolicyRow, report: Report): void {
  const { fg } = checked.verwerkingsverantwoordelijke
  if (!EMAIL.test(fg.value)) {
    report(fg.at, 'is geen e-mailadres; wie een weigering krijgt, leest hier hoe de FG te bereiken is')
  }
  warnIdle(checked, report)
  warnUnreachable(checked, report)
}
