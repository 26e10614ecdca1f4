// The document of Vektis has every path of the catalogue, the withdrawn one, and no other; all of them only to read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus, VERVALLEN } from '../../src/domain/catalogus.ts'
import { readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'

const document = await readDocument(VEKTIS_DOCUMENT)

test('the paths are the 49 of the catalogue and the withdrawn one', () => {
  assert.equal(catalogus.length, 49)
  assert.deepEqual(Object.keys(document.paths).sort(), [...catalogus.map(({ pad }) => pad), VERVALLEN].sort())
})

test('a path can only be got', () => {
  for (const [path, item] of Object.entries(document.paths)) assert.deepEqual(Object.keys(item), ['get'], path)
})

test('only the withdrawn path is deprecated', () => {
  const deprecated = Object.keys(document.paths).filter((path) => document.paths[path]?.get.deprecated)
  assert.deepEqual(deprecated, [VERVALLEN])
})
