// Checks one doel of the policy: what it may ask, which categories it gives and why.

import { bewerkingen } from '../domain/catalogus.ts'
import { type Categorie, categorieen } from '../domain/categorie.ts'
import { partijtypen } from '../domain/partijtype.ts'
import { blockOf, listOf, optional, required, rowOf, wordsOf } from './check-block.ts'
import { datum } from './check-datum.ts'
import { type Check, located, oneOf, positive, reject, text, unknownWord } from './check-value.ts'
import type { Place, Report } from './fault.ts'
import { type Grondslag, grondslagen } from '../doelbinding/grondslag.ts'

const zorgsoort: Check<string> = (node, report) => {
  if (node.kind === 'scalar' && typeof node.value === 'number') {
    const { value } = node
    const meant = Number.isInteger(value) && value >= 0 && value < 100 ? String(value).padStart(2, '0') : '03'
    return reject(
      node,
      report,
      `is een getal, en dan vallen voorloopnullen weg; schrijf met aanhalingstekens "${meant}"`,
    )
  }
  const found = text()(node, report)
  if (!found || /^[0-9]{2}$/.test(found.value)) return found
  return reject(node, report, 'moet uit precies twee cijfers bestaan, zoals "03"; verbeter de zorgsoort')
}

/** One name, or a list of them. */
const namen: Check<string[]> = (node, report) => {
  const found = node.kind === 'list' ? listOf(text(), { filled: true })(node, report) : text()(node, report)
  return found && located(found.at, typeof found.value === 'string' ? [found.value] : found.value.map((n) => n.value))
}

const goedkeuring = rowOf({ door: required(namen), op: required(datum), herzienVoor: required(datum) })

const goedgekeurd: typeof goedkeuring = (node, report) => {
  const found = goedkeuring(node, report)
  if (!found || found.value.herzienVoor.value.tekst > found.value.op.value.tekst) return found
  return reject(
    found.value.herzienVoor.at,
    report,
    'moet na de dag van goedkeuring (op) liggen; verbeter een van beide',
  )
}

const names = Object.keys(categorieen) as Categorie[]

const isCategorie = (name: string, at: Place, report: Report): name is Categorie => {
  const known = names.some((categorie) => categorie === name)
  if (!known) report(at, unknownWord('categorie', name, names))
  return known
}

/** A doel as it stands in the file. */
export const checkDoel = rowOf({
  versie: required(positive({ whole: true })),
  naam: required(text()),
  grondslag: required(oneOf('grondslag', Object.keys(grondslagen) as Grondslag[])),
  onderbouwing: required(text({ max: 2000, lines: true })),
  partijtypen: required(wordsOf(oneOf('partijtype', partijtypen), { filled: true })),
  bewerkingen: required(wordsOf(oneOf('bewerking', bewerkingen), { filled: true })),
  categorieen: required(blockOf(isCategorie, text({ max: 2000, lines: true }))),
  rijfilter: optional(rowOf({ zorgsoort: required(wordsOf(zorgsoort, { filled: true })) })),
  geldigTot: optional(datum),
  goedgekeurd: optional(goedgekeurd),
})

export type DoelRow = NonNullable<ReturnType<typeof checkDoel>>['value']
