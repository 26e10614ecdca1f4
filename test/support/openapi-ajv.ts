// A strict validator of JSON Schema 2020-12 that knows our own keyword and Vektis's dates without offset.

import ajvFormats from 'ajv-formats'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { KENMERK } from '../../src/domain/veld.ts'
import type { OpenApiDocument, Schema } from './openapi-document.ts'

const isDateTime = (fullFormats['date-time'] as { validate: (text: string) => boolean }).validate

/** RFC 3339 without its offset: what becomes a `date-time` by writing Z behind it. */
export const isLocalDateTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text) && isDateTime(`${text}Z`)

/** Tells what is wrong with a value, as one line a fault; empty when it fits. */
export type Faults = (schema: Schema, value: unknown) => string[]

/** Unknown keywords and formats throw, so that a misspelt demand does not pass for none. */
export function createFaults(document: OpenApiDocument): Faults {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
  ajvFormats.default(ajv)
  ajv.addFormat('local-date-time', isLocalDateTime)
  ajv.addKeyword(KENMERK)
  // Ajv reads a whole document as one schema; so it gets the schemas alone, and references are turned towards them.
  const turned = <T>(part: T): T =>
    JSON.parse(JSON.stringify(part).replaceAll('"#/components/schemas/', '"document#/$defs/')) as T
  ajv.addSchema({ $id: 'document', $defs: turned(document.components.schemas) })
  return (schema, value) => {
    const check = ajv.compile(turned(schema))
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
