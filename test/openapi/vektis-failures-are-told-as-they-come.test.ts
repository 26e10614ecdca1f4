// Which failures an operation can give, and that they are JSON strings; of a 429 nobody knows the body.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { jsonAnswer, readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)

for (const { pad, id, padparameters, queryparameters } of catalogus) {
  // Code lists take no input; the test call has a 503 of its own; only one party can be unknown.
  const expected = [
    '200',
    ...(id !== 'test' && padparameters.length + queryparameters.length > 0 ? ['400'] : []),
    '401',
    ...(padparameters.includes('agbcode') ? ['404'] : []),
    '429',
    '500',
    ...(id === 'test' ? ['503'] : []),
  ]

  test(`${pad} fails with ${expected.slice(1).join(', ')}`, () => {
    const responses = document.paths[pad]?.get.responses ?? {}
    assert.deepEqual(Object.keys(responses).sort(), expected)
    for (const status of expected.slice(1)) {
      const schema = jsonAnswer(document, pad, status)?.schema
      assert.deepEqual(schema, status === '429' ? undefined : { $ref: '#/components/schemas/Foutmelding' }, status)
    }
  })
}

test('a failure is a string', () => {
  assert.equal(document.components.schemas['Foutmelding']?.type, 'string')
})
