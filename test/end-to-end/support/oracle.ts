// What a doel may see, worked out a second time and in another way: from the categories in the document about Vektis.

import { createHmac } from 'node:crypto'
import {
  follow,
  type OpenApiDocument,
  readDocument,
  type Schema,
  VEKTIS_DOCUMENT,
} from '../../support/openapi-document.ts'
import { PSEUDONYM_KEY } from '../../support/gateway.ts'

export interface Granted {
  categorieen: readonly string[]
  /** Codes of AGB001. */
  partijtypen: readonly string[]
  zorgsoorten?: readonly string[]
}

type Json = Record<string, unknown>
type Row = Record<'ZorgpartijType' | 'Type' | 'Zorgsoort', { Code: string } | undefined> & { AGBCode: string }

const ABSENT = Symbol('absent')

export const pseudonymOf = (agbcode: string): string =>
  `k1:${createHmac('sha256', Buffer.from(PSEUDONYM_KEY, 'hex')).update(agbcode).digest('hex').slice(0, 32)}`

/** The pseudonyms in a line of the audit, sorted. */
export const partiesIn = (line: Record<string, unknown> | undefined): string[] =>
  ((line?.betrokkenen ?? []) as string[]).toSorted()

export async function createOracle() {
  const document = await readDocument(VEKTIS_DOCUMENT)
  return {
    /** What of this answer goes to who is granted this. */
    expected: (answer: string, body: unknown, granted: Granted): unknown =>
      keep(document, schemaOf(answer), withoutRows(answer, body, granted), granted.categorieen),
    /** Categories that this kind of answer can hold, sorted. */
    categories: (answer: string): string[] => [...new Set(categoriesIn(document, schemaOf(answer)))].sort(),
    /** Pseudonyms of everyone in the answer, sorted: the one asked for, the one it is about, every row that stays. */
    parties: (answer: string, body: unknown, granted: Granted, asked: readonly string[]): string[] => {
      const kept = withoutRows(answer, body, granted) as Json
      const rows = [kept.Relaties, kept.Vestigingen, kept.Zorgpartijen, kept.Data].flat() as Array<Row | undefined>
      const given = rows.filter((row) => row && rowGivesAValue(document, answer, granted))
      const codes = [...asked, kept.AGBCode as string | undefined, ...given.map((row) => row?.AGBCode)]
      return [...new Set(codes.filter((code) => code !== undefined))].map(pseudonymOf).sort()
    },
  }
}

const schemaOf = (answer: string): Schema => ({ $ref: `#/components/schemas/${answer}` })

/** The schema itself, also where it stands in an `anyOf` beside null. */
function plain(document: OpenApiDocument, schema: Schema): Schema {
  const whole = follow(document, schema)
  const other = whole.anyOf?.find(({ type }) => type !== 'null')
  return other ? plain(document, other) : whole
}

function categoriesIn(document: OpenApiDocument, schema: Schema): string[] {
  const { properties, items, 'x-categorie': categorie } = plain(document, schema)
  if (properties) return Object.values(properties).flatMap((child) => categoriesIn(document, child))
  if (items && !categorie) return categoriesIn(document, items)
  return [String(categorie)]
}

function keep(document: OpenApiDocument, schema: Schema, value: unknown, granted: readonly string[]): unknown {
  const kept = prune(document, schema, value, granted)
  return kept === ABSENT ? (Array.isArray(value) ? [] : {}) : kept
}

function prune(document: OpenApiDocument, schema: Schema, value: unknown, granted: readonly string[]): unknown {
  if (!categoriesIn(document, schema).some((categorie) => granted.includes(categorie))) return ABSENT
  const { properties, items } = plain(document, schema)
  if (value === null || (!properties && !items)) return value
  if (items) return (value as unknown[]).map((row) => prune(document, items, row, granted))
  const children = Object.entries(value as Json).map(([name, child]): [string, unknown] => [
    name,
    prune(document, properties?.[name] ?? {}, child, granted),
  ])
  return Object.fromEntries(children.filter(([, child]) => child !== ABSENT))
}

const LISTS: Record<string, string> = {
  ZorgpartijRelaties: 'Relaties',
  ZorgpartijMutaties: 'Zorgpartijen',
  ActieveZorgpartijen: 'Data',
  OndernemingOrganisatie: 'Vestigingen',
}

/** Rows of another kind of party go; of the list those of another zorgsoort too. Vestigingen belong to their onderneming. */
function withoutRows(answer: string, body: unknown, { partijtypen, zorgsoorten }: Granted): unknown {
  const list = LISTS[answer]
  if (list === undefined || list === 'Vestigingen') return body
  const rows = (body as Json)[list] as Row[]
  const stays = (row: Row) =>
    partijtypen.includes((row.ZorgpartijType ?? row.Type)?.Code ?? '') &&
    (list !== 'Data' || !zorgsoorten || zorgsoorten.includes(row.Zorgsoort?.Code ?? ''))
  // In relaties `Type` is the kind of relation; there the kind of party has its full name.
  return { ...(body as Json), [list]: rows.filter(stays) }
}

function rowGivesAValue(document: OpenApiDocument, answer: string, { categorieen }: Granted): boolean {
  const list = plain(document, schemaOf(answer)).properties?.[LISTS[answer] ?? '']
  return list !== undefined && categoriesIn(document, list).some((categorie) => categorieen.includes(categorie))
}
