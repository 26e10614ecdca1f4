// A second opinion on what may be delivered: read from the OpenAPI document, by flattening, weeding and rebuilding.

import {
  follow,
  type OpenApiDocument,
  readDocument,
  type Schema,
  VEKTIS_DOCUMENT,
} from '../support/openapi-document.ts'

/** What a purpose says, in plain words. */
export interface Purpose {
  categorieen: readonly string[]
  partijtypen: readonly string[]
  zorgsoorten?: readonly string[] | undefined
}

export type Place = { kind: 'leaf'; categorie: string } | { kind: 'object' } | { kind: 'list' }

/** Every place of an answer by its steps: a name for a property, 0 for an item of a list. */
export type Table = ReadonlyMap<string, Place>
type Steps = ReadonlyArray<string | number>
const keyOf = (steps: Steps): string => JSON.stringify(steps.map((step) => (typeof step === 'number' ? 0 : step)))

export const document: OpenApiDocument = await readDocument(VEKTIS_DOCUMENT)

const followed = new WeakMap<Schema, Schema>()

/** A schema without its references; one that may also be null is taken for what it is otherwise. */
export function whole(schema: Schema): Schema {
  const known = followed.get(schema)
  if (known) return known
  const found = follow(document, schema)
  const beside = found.anyOf?.find(({ type }) => type !== 'null')
  const made = beside ? { ...follow(document, beside), ...found } : found
  followed.set(schema, made)
  return made
}

function fill(table: Map<string, Place>, schema: Schema, steps: Steps): Map<string, Place> {
  const { properties, items, 'x-categorie': categorie } = whole(schema)
  if (properties) {
    table.set(keyOf(steps), { kind: 'object' })
    for (const [name, part] of Object.entries(properties)) fill(table, part, [...steps, name])
  } else if (items) {
    table.set(keyOf(steps), { kind: 'list' })
    fill(table, items, [...steps, 0])
  } else {
    table.set(keyOf(steps), { kind: 'leaf', categorie: String(categorie) })
  }
  return table
}

export const tableOf = (soort: string): Table => fill(new Map(), { $ref: `#/components/schemas/${soort}` }, [])

/** What rows about other parties are judged by, per kind of answer. Sites of an onderneming go with it, unjudged. */
const rows: Record<string, { list: string; type?: string; zorgsoort?: string }> = {
  ZorgpartijRelaties: { list: 'Relaties', type: 'ZorgpartijType' },
  OndernemingOrganisatie: { list: 'Vestigingen' },
  ZorgpartijMutaties: { list: 'Zorgpartijen', type: 'ZorgpartijType' },
  ActieveZorgpartijen: { list: 'Data', type: 'Type', zorgsoort: 'Zorgsoort' },
}
const AGB001: Record<string, string> = { 1: 'zorgverlener', 2: 'onderneming', 3: 'vestiging' }

interface Node {
  steps: Steps
  value: unknown
}

function flatten(value: unknown, steps: Steps = []): Node[] {
  const parts: Node[] = []
  if (Array.isArray(value)) value.forEach((part, index) => parts.push(...flatten(part, [...steps, index])))
  else if (typeof value === 'object' && value !== null)
    for (const name of Object.keys(value))
      parts.push(...flatten((value as Record<string, unknown>)[name], [...steps, name]))
  return [{ steps, value }, ...parts]
}

const fits = (value: unknown, { kind }: Place): boolean => {
  if (value === null) return true
  if (kind === 'list') return Array.isArray(value)
  return kind === 'object' ? typeof value === 'object' && !Array.isArray(value) : typeof value !== 'object'
}

/** The code that a row gives under a name, found among the nodes of the document and not in the row itself. */
function codesOf(nodes: readonly Node[], list: string, name: string): Map<number, unknown> {
  const found = new Map<number, unknown>()
  for (const { steps, value } of nodes)
    if (steps.length === 4 && steps[0] === list && steps[2] === name && steps[3] === 'Code')
      found.set(Number(steps[1]), value)
  return found
}

/** Tells which rows, by number, the purpose may see. */
function judgeRows(soort: string, nodes: readonly Node[], purpose: Purpose): (row: number) => boolean {
  const { list = '', type, zorgsoort } = rows[soort] ?? {}
  const types = codesOf(nodes, list, type ?? '')
  const zorgsoorten = codesOf(nodes, list, zorgsoort ?? '')
  return (row) => {
    const code = types.get(row)
    const ofType = type === undefined || (typeof code === 'string' && purpose.partijtypen.includes(AGB001[code] ?? ''))
    const inFilter =
      zorgsoort === undefined ||
      purpose.zorgsoorten === undefined ||
      purpose.zorgsoorten.some((allowed) => allowed === zorgsoorten.get(row))
    return ofType && inFilter
  }
}

/** As JSON.parse does it: `__proto__` becomes a property like any other. */
export function own(object: object, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  else (object as Record<string, unknown>)[name] = value
}

/** The places that stay: every leaf of a given category, and whatever leads to it. The answer itself always does. */
function openPlaces(table: Table, given: ReadonlySet<string>): Set<string> {
  const open = new Set(['[]'])
  for (const [key, place] of table) {
    if (place.kind !== 'leaf' || !given.has(place.categorie)) continue
    const steps = JSON.parse(key) as Steps
    for (let length = 1; length <= steps.length; length++) open.add(keyOf(steps.slice(0, length)))
  }
  return open
}

/** Exactly what may be delivered, and the codes of the other parties of whom something is. */
export function allowed(soort: string, table: Table, from: unknown, purpose: Purpose) {
  const open = openPlaces(table, new Set([...purpose.categorieen, 'techniek', 'referentie']))
  const nodes = flatten(from)
  const maySee = judgeRows(soort, nodes, purpose)
  const list = rows[soort]?.list
  const built = new Map<string, object>()
  for (const { steps, value } of nodes) {
    const key = keyOf(steps)
    const place = table.get(key)
    if (!place || !open.has(key) || !fits(value, place)) continue
    if (steps.length === 2 && steps[0] === list && !maySee(Number(steps[1]))) continue
    const holder = built.get(steps.slice(0, -1).join('/'))
    if (!holder && steps.length > 0) continue
    const kept = place.kind === 'leaf' || value === null ? value : place.kind === 'list' ? [] : {}
    if (typeof kept === 'object' && kept !== null) built.set(steps.join('/'), kept)
    if (Array.isArray(holder)) holder.push(kept)
    else if (holder) own(holder, String(steps.at(-1)), kept)
  }
  const parties = nodes.filter(({ steps, value }) => {
    const isCode = steps.length === 3 && steps[0] === list && steps[2] === 'AGBCode' && typeof value === 'string'
    return isCode && Object.keys(built.get(steps.slice(0, 2).join('/')) ?? {}).length > 0
  })
  return { document: built.get(''), wederpartijen: [...new Set(parties.map(({ value }) => value))] }
}
