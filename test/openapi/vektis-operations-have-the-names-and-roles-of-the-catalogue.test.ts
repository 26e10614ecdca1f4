// An operation is called the same in the document and in the code, and demands the same role of the token.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)
const operations = Object.values(document.paths).map(({ get }) => get)

test('no two operations share a name', () => {
  const names = operations.map(({ operationId }) => operationId)
  assert.equal(new Set(names).size, names.length)
  assert.equal(names.length, 50)
})

for (const { pad, id, rol } of catalogus) {
  test(`${pad} is ${id}, for ${rol}`, () => {
    const operation = document.paths[pad]?.get
    assert.equal(operation?.operationId, id)
    assert.equal(operation['x-rol'], rol)
  })
}
