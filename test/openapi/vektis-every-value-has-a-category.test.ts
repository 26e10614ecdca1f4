// A value without a category cannot be granted, filtered or accounted for; here it cannot even be described.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { antwoorden } from '../../src/domain/antwoorden.ts'
import { readDocument, type Schema, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { leavesWithoutCategorie, properties } from '../support/openapi-properties.ts'

const document = await readDocument(VEKTIS_DOCUMENT)

for (const [name, schema] of Object.entries(antwoorden)) {
  test(`every value of ${name} has a category, in the document and in the code`, () => {
    const documented = properties(document, { $ref: `#/components/schemas/${name}` })
    const coded = properties(document, JSON.parse(JSON.stringify(schema)) as Schema)
    assert.deepEqual(leavesWithoutCategorie(documented), [])
    assert.deepEqual(leavesWithoutCategorie(coded), [])
  })
}

/** Makes one change to the address in a copy of the document and tells which values of an onderneming lack a category. */
function lackingAfter(change: (adres: Record<string, Schema>) => void): string[] {
  const changed = structuredClone(document)
  change(changed.components.schemas['Adres']?.properties ?? {})
  return leavesWithoutCategorie(properties(changed, { $ref: '#/components/schemas/Onderneming' }))
}

test('a value that loses its category is found', () => {
  const lacking = lackingAfter(({ Straat }) => delete Straat?.['x-categorie'])
  assert.deepEqual(lacking, ['Adressen[].Straat'])
})

test('a new value without a category is found, however deep', () => {
  const lacking = lackingAfter((adres) => {
    adres['Ligging'] = { type: 'object', properties: { Breedte: { type: 'number' } } }
  })
  assert.deepEqual(lacking, ['Adressen[].Ligging.Breedte'])
})

test('a category that does not exist is none', () => {
  const lacking = lackingAfter((adres) => {
    adres['Straat'] = { ...adres['Straat'], 'x-categorie': 'woonplaats' }
  })
  assert.deepEqual(lacking, ['Adressen[].Straat'])
})
