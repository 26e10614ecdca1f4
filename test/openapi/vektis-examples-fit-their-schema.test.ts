// Every example in the document is what its own schema says, and the schemas themselves hold no misspelt demand.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFaults, isLocalDateTime } from '../support/openapi-ajv.ts'
import { follow, jsonAnswer, readDocument, type Schema, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)
const faults = createFaults(document)
const used = new Set<string>()

for (const [path, { get }] of Object.entries(document.paths)) {
  test(`the examples of ${path} fit`, () => {
    for (const parameter of get.parameters ?? []) {
      const { name, schema, example } = follow(document, parameter)
      assert.deepEqual(faults(schema, example), [], name)
    }
    for (const status of Object.keys(get.responses)) {
      const answer = jsonAnswer(document, path, status)
      for (const [name, example] of Object.entries(answer?.examples ?? {})) {
        if (example.$ref) used.add(example.$ref)
        assert.deepEqual(faults(answer?.schema ?? {}, follow(document, example).value), [], name)
      }
    }
  })
}

test('no example lies unused', () => {
  const kept = Object.keys(document.components.examples).map((name) => `#/components/examples/${name}`)
  assert.deepEqual([...used].sort(), kept.sort())
})

test('the examples inside schemas fit', () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const examples = (schema['examples'] ?? []) as unknown[]
    for (const example of examples)
      assert.deepEqual(faults({ $ref: `#/components/schemas/${name}` }, example), [], name)
  }
})

test('an example that does not fit is found', () => {
  const { value } = document.components.examples['ZorgverlenerWerkzaam'] as { value: Record<string, unknown> }
  const zorgverlener: Schema = { $ref: '#/components/schemas/Zorgverlener' }
  assert.deepEqual(faults(zorgverlener, { ...value, Aanvang: '2016-01-01T00:00:00Z' }).length, 1)
  assert.deepEqual(faults(zorgverlener, { ...value, Voorletters: 'A.B.C.D.' }).length, 1)
  assert.deepEqual(faults(zorgverlener, { ...value, Zorgsoort: null }).length, 1)
})

test('a date without offset is one that exists and names no offset', () => {
  assert.ok(isLocalDateTime('2017-01-10T10:16:31.623'))
  for (const text of ['2017-02-30T00:00:00', '2017-01-10', '2017-01-10T10:16:31Z', '2017-01-10T10:16:31+01:00']) {
    assert.equal(isLocalDateTime(text), false, text)
  }
})
