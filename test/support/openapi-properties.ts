// Flattens a schema to its properties, so that a document and the code can be laid side by side.

import { isCategorie } from '../../src/domain/categorie.ts'
import { KENMERK } from '../../src/domain/veld.ts'
import { follow, type OpenApiDocument, type Schema } from './openapi-document.ts'

/** All that a schema demands of one property, with its types sorted; words of explanation are left out. */
export type Demands = Record<string, unknown> & { type: string[] }

/** Keywords that demand nothing, or that the walk itself takes apart. Any other keyword is compared. */
const EXPLAINS = new Set(['description', 'examples', 'properties', 'items', 'anyOf'])

const sorted = (value: unknown): string[] => [value].flat().map(String).sort()

/** `anyOf` a schema or null says the same as that schema with null among its types. */
function mergeNull(document: OpenApiDocument, schema: Schema): Schema {
  if (!schema.anyOf) return schema
  const others = schema.anyOf.filter(({ type }) => type !== 'null')
  const [only] = others
  if (!only || others.length !== 1) throw new Error('anyOf may only add null to one schema')
  const target = follow(document, only)
  return { ...target, type: [...sorted(target.type), 'null'] }
}

/** Every property by its path, as `Relaties[].Rol.Code`; the schema itself is `''`. */
export function properties(document: OpenApiDocument, schema: Schema, path = ''): Map<string, Demands> {
  const whole = mergeNull(document, follow(document, schema))
  const demands = Object.entries(whole).filter(([keyword]) => !EXPLAINS.has(keyword))
  const found = new Map<string, Demands>([[path, { ...Object.fromEntries(demands), type: sorted(whole.type) }]])
  if ('required' in whole) Object.assign(found.get(path) ?? {}, { required: sorted(whole['required']) })
  const children = Object.entries(whole.properties ?? {}).map(
    ([name, child]) => [path ? `${path}.${name}` : name, child] as const,
  )
  if (whole.items) children.push([`${path}[]`, whole.items])
  for (const [at, child] of children) for (const [key, value] of properties(document, child, at)) found.set(key, value)
  return found
}

/** The paths that carry a value of their own: all but objects and arrays. */
export const leaves = (found: Map<string, Demands>): string[] =>
  [...found].filter(([, { type }]) => !type.includes('object') && !type.includes('array')).map(([path]) => path)

/** The leaves that name no category, or one that does not exist: what the gateway could never account for. */
export const leavesWithoutCategorie = (found: Map<string, Demands>): string[] =>
  leaves(found).filter((path) => {
    const categorie = found.get(path)?.[KENMERK]
    return typeof categorie !== 'string' || !isCategorie(categorie)
  })
