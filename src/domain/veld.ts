// Builders for Vektis's properties: a schema that carries the category of every leaf.

import { Type, type TSchema, type TUnsafe } from 'typebox'
import type { Categorie } from './categorie.ts'

/** The extension under which a leaf names its category; it stands in both OpenAPI documents too. */
export const KENMERK = 'x-categorie'

/** Text of at most `max` characters. An empty string is how Vektis says "none, or no longer public". */
export const tekst = (categorie: Categorie, max: number, min = 0) =>
  Type.String({ [KENMERK]: categorie, minLength: min, maxLength: max })

/** Digits in a string of exactly `length` characters. */
export const cijfers = (categorie: Categorie, length: number) =>
  Type.String({ [KENMERK]: categorie, minLength: length, maxLength: length, pattern: '^[0-9]*$' })

export const getal = (categorie: Categorie) => Type.Integer({ [KENMERK]: categorie, format: 'int32' })

export const vlag = (categorie: Categorie) => Type.Boolean({ [KENMERK]: categorie })

/** A moment without offset, as Vektis writes dates: `2016-01-01T00:00:00`, sometimes with milliseconds. */
export const datum = (categorie: Categorie) => Type.String({ [KENMERK]: categorie, format: 'local-date-time' })

/** A moment with offset and up to seven decimals, as the list of zorgpartijen writes them. */
export const moment = (categorie: Categorie) => Type.String({ [KENMERK]: categorie, format: 'date-time' })

/** The same schema, or null: `type: [..., "null"]`, the way OpenAPI 3.1 says it. */
export function ofNull<T extends TSchema>(schema: T): TUnsafe<Type.Static<T> | null> {
  const type = (schema as unknown as { type: string }).type
  return Type.Unsafe<Type.Static<T> | null>({ ...schema, type: [type, 'null'] })
}

/** A code with its description out of one of the code lists; the code has at most `max` characters. */
export const code = (categorie: Categorie, max = 8) =>
  Type.Object({ Code: tekst(categorie, max, 1), Omschrijving: tekst(categorie, 255) })
