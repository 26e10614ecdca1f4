// How many values Vektis can give: 171 of the register and its code lists, and two of the test call.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { antwoorden } from '../../src/domain/antwoorden.ts'
import { readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { leaves, properties } from '../support/openapi-properties.ts'

const document = await readDocument(VEKTIS_DOCUMENT)
const count = (name: string) => leaves(properties(document, { $ref: `#/components/schemas/${name}` })).length

test('the answers hold 171 values, and the test call two', () => {
  const counts = Object.fromEntries(Object.keys(antwoorden).map((name) => [name, count(name)]))
  const { TestModel, ...register } = counts
  assert.equal(TestModel, 2)
  assert.equal(
    Object.values(register).reduce((sum, values) => sum + values, 0),
    171,
  )
})
