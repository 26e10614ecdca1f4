// Our own document keeps to the meta-schema of OpenAPI 3.1, its schemas to JSON Schema 2020-12.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import type { OpenApiDocument } from '../support/openapi-document.ts'
import { readOwnDocument } from './own-document.ts'

const document = await readOwnDocument()
const check = await validate('https://spec.openapis.org/oas/3.1/schema-base')

function faults(of: OpenApiDocument): string[] {
  const outcome = check(of as unknown as Parameters<typeof check>[0], 'BASIC')
  return outcome.valid ? [] : (outcome.errors ?? []).map(({ instanceLocation }) => instanceLocation)
}

test('it is OpenAPI 3.1', () => {
  assert.match(document.openapi, /^3\.1\.\d+$/)
  assert.deepEqual(faults(document), [])
})

test('a change that breaks it is seen', () => {
  const changed = structuredClone(document)
  Object.assign(changed.components.schemas['Problem'] ?? {}, { type: 'fout' })
  assert.notDeepEqual(faults(changed), [])
})

test('null is a type, never the word nullable', () => {
  assert.doesNotMatch(JSON.stringify(document), /"nullable"/)
})

test('every operation has a name of its own', () => {
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  assert.ok(names.every(Boolean))
  assert.equal(new Set(names).size, names.length)
})
