// The document keeps to the meta-schema of OpenAPI 3.1, its schemas to JSON Schema 2020-12.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { type OpenApiDocument, readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)

const check = await validate('https://spec.openapis.org/oas/3.1/schema-base')

/** Where the document breaks the meta-schema, schemas included; empty when it is valid. */
function faults(of: OpenApiDocument): string[] {
  const outcome = check(of as unknown as Parameters<typeof check>[0], 'BASIC')
  return outcome.valid ? [] : (outcome.errors ?? []).map(({ instanceLocation }) => instanceLocation)
}

test('the document is OpenAPI 3.1.1', () => {
  assert.equal(document.openapi, '3.1.1')
  assert.deepEqual(faults(document), [])
})

test('a type that does not exist makes it invalid', () => {
  const changed = structuredClone(document)
  Object.assign(changed.components.schemas['Adres'] ?? {}, { type: 'adres' })
  assert.ok(faults(changed).includes('#/components/schemas/Adres/type'))
})

test('an operation without answers makes it invalid', () => {
  const changed = structuredClone(document)
  Object.assign(changed.paths['/v2/landen']?.get ?? {}, { responses: {} })
  assert.notDeepEqual(faults(changed), [])
})

test('null is a type, as OpenAPI 3.1 has it, and never the word nullable', () => {
  assert.doesNotMatch(JSON.stringify(document), /"nullable"/)
})
