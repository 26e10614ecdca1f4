// The schemas of the answers as trees of categories: what filter, cache and catalogue read.

import type { TSchema } from 'typebox'
import { type Antwoordsoort, antwoorden } from './antwoorden.ts'
import type { Categorie } from './categorie.ts'
import { KENMERK } from './veld.ts'

export type Knoop =
  | { soort: 'blad'; categorie: Categorie }
  | { soort: 'object'; velden: ReadonlyMap<string, Knoop>; categorieen: ReadonlySet<Categorie> }
  | { soort: 'lijst'; item: Knoop; categorieen: ReadonlySet<Categorie> }

interface Schema {
  type?: string | readonly string[]
  properties?: Record<string, Schema>
  items?: Schema
  [KENMERK]?: Categorie
}

export const categorieenVan = (knoop: Knoop): ReadonlySet<Categorie> =>
  knoop.soort === 'blad' ? new Set([knoop.categorie]) : knoop.categorieen

/** Throws when a leaf has no category: then it could not be filtered. A test holds all schemas against this. */
export function leesStructuur(schema: TSchema, pad = ''): Knoop {
  const { properties, items, [KENMERK]: categorie } = schema as Schema
  if (properties) {
    const velden = new Map(
      Object.entries(properties).map(([naam, deel]) => [naam, leesStructuur(deel as TSchema, `${pad}.${naam}`)]),
    )
    return {
      soort: 'object',
      velden,
      categorieen: new Set([...velden.values()].map(categorieenVan).flatMap((van) => Array.from(van))),
    }
  }
  if (items) {
    const item = leesStructuur(items, `${pad}[]`)
    return { soort: 'lijst', item, categorieen: categorieenVan(item) }
  }
  if (!categorie) throw new Error(`no category for ${pad}`)
  return { soort: 'blad', categorie }
}

/** The tree of every kind of answer. */
export const structuren = Object.fromEntries(
  Object.entries(antwoorden).map(([soort, schema]) => [soort, leesStructuur(schema, soort)]),
) as Record<Antwoordsoort, Knoop>

/** Every leaf of an answer: its path (`Relaties[].Rol.Code`) and category. */
export function bladeren(knoop: Knoop, pad = ''): Array<{ pad: string; categorie: Categorie }> {
  if (knoop.soort === 'blad') return [{ pad, categorie: knoop.categorie }]
  if (knoop.soort === 'lijst') return bladeren(knoop.item, `${pad}[]`)
  return [...knoop.velden].flatMap(([naam, deel]) => bladeren(deel, pad ? `${pad}.${naam}` : naam))
}
