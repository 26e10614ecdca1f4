// Every path of the mirror with every status that can come of it; its answers closed, with nothing that must be there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { catalogue } from '../../src/errors.ts'
import { follow, readDocument, type Schema, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { properties } from '../support/openapi-properties.ts'
import { readOwnDocument } from './own-document.ts'

const own = await readOwnDocument()
const vektis = await readDocument(VEKTIS_DOCUMENT)

/** What any GET below /v2 can come to; 403 only where a doel is asked for. The withdrawn path is none of these. */
const EVERYWHERE = [200, 304, 400, 401, 404, 405, 406, 408, 413, 429, 431, 500, 502, 503, 504]

test('the mirror has every path of the catalogue and no other', () => {
  const mirrored = Object.keys(own.paths).filter((path) => path.startsWith('/v2/'))
  assert.deepEqual(mirrored.sort(), catalogus.map(({ pad }) => pad).sort())
})

for (const { pad, bewerkingen } of catalogus) {
  test(`${pad} tells every status`, () => {
    const told = new Set(Object.keys(own.paths[pad]?.get.responses ?? {}).map(Number))
    const wanted = [...EVERYWHERE, ...(bewerkingen.length > 0 ? [403] : [])]
    assert.deepEqual(
      wanted.filter((status) => !told.has(status)),
      [],
    )
  })
}

test('every status of the catalogue of errors has an answer among the components', () => {
  const { responses } = own.components as unknown as { responses: Record<string, unknown> }
  for (const { status } of Object.values(catalogue)) assert.ok(`Fout${status}` in responses, `Fout${status}`)
})

/** Every object below a schema. */
const objects = (schema: Schema): Schema[] => {
  const whole = follow(own, schema)
  const below = [
    ...Object.values(whole.properties ?? {}),
    ...(whole.anyOf ?? []),
    ...(whole.items ? [whole.items] : []),
  ]
  return [...(whole.properties ? [whole] : []), ...below.flatMap(objects)]
}

const kinds = [...new Set(catalogus.map(({ antwoord }) => antwoord))]

for (const kind of kinds) {
  test(`${kind} is closed and demands nothing`, () => {
    const found = objects({ $ref: `#/components/schemas/${kind}` })
    assert.ok(found.length > 0)
    for (const { required, additionalProperties } of found) {
      assert.equal(required, undefined)
      assert.equal(additionalProperties, false)
    }
  })

  test(`${kind} has the properties of Vektis with their types and no other`, () => {
    const typesIn = (document: typeof own) =>
      [...properties(document, { $ref: `#/components/schemas/${kind}` })].map(
        ([path, { type }]) => `${path}: ${type.join()}`,
      )
    assert.deepEqual(typesIn(own).sort(), typesIn(vektis).sort())
  })
}
