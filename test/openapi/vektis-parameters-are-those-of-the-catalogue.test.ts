// The document asks for the parameters of the catalogue, and gives examples that our own check lets through.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { parameters } from '../../src/domain/parameters.ts'
import { follow, readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)

for (const { pad, padparameters, queryparameters } of catalogus) {
  test(`${pad} has the parameters of the catalogue, all of them required`, () => {
    const asked = document.paths[pad]?.get.parameters?.map((parameter) => follow(document, parameter)) ?? []
    const names = [...padparameters, ...queryparameters]
    assert.deepEqual(
      asked.map(({ name, in: place, required, schema }) => [name, place, required, schema.type, schema['format']]),
      names.map((name) => {
        const { in: place, schema } = parameters[name]
        return [name, place, true, schema.type, 'format' in schema ? schema.format : undefined]
      }),
    )
    for (const [index, name] of names.entries()) {
      assert.ok(parameters[name].lees(String(asked[index]?.example)), `the example of ${name} is refused`)
    }
  })
}
