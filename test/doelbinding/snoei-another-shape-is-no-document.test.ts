// A document of another shape than its schema is none; a part of another shape is as unknown as a strange property.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileSnoei } from '../../src/doelbinding/snoei.ts'
import { structuren } from '../../src/domain/structuur.ts'

const all = { mag: () => true }
const zorgverlener = compileSnoei(structuren.Zorgverlener, all)
const codelijst = compileSnoei(structuren.Referentiegegevens, all)

/** What is cut, and how often the cut met something unknown. */
function unknownIn(document: unknown, cut = zorgverlener) {
  let unknown = 0
  const gesnoeid = cut(document, { onbekend: () => unknown++ })
  return { gesnoeid, unknown }
}

describe('the cut', () => {
  it('gives undefined for a document of another shape, and counts nothing in it', () => {
    for (const other of [null, undefined, 'tekst', 7, true, [], [{}]])
      assert.deepEqual(unknownIn(other), { gesnoeid: undefined, unknown: 0 })
    for (const other of [null, undefined, 'tekst', {}, { 0: {}, length: 1 }])
      assert.deepEqual(unknownIn(other, codelijst), { gesnoeid: undefined, unknown: 0 })
  })

  it('takes an empty object or list for a document', () => {
    assert.deepEqual(unknownIn({}), { gesnoeid: {}, unknown: 0 })
    assert.deepEqual(unknownIn([], codelijst), { gesnoeid: [], unknown: 0 })
  })

  it('gives undefined for a list of which nothing may stay', () => {
    const nothing = compileSnoei(structuren.Referentiegegevens, { mag: () => false })
    assert.equal(nothing([{ Code: '1' }]), undefined)
  })

  it('drops parts of another shape and counts each', () => {
    const parts = { AGBCode: { Code: '1' }, Achternaam: ['x'], Geslacht: 'M', Zorgsoort: [], Kwalificaties: {} }
    assert.deepEqual(unknownIn({ ...parts, Erkenningen: 'geen' }), { gesnoeid: {}, unknown: 6 })
    const items = ['tekst', 7, [], [[{ Code: '01' }]], { Code: '01' }, null]
    assert.deepEqual(unknownIn({ Kwalificaties: items }), {
      gesnoeid: { Kwalificaties: [{ Code: '01' }, null] },
      unknown: 4,
    })
  })

  it('keeps a value of another type where a value belongs', () => {
    const document = { AGBCode: 3000001, Achternaam: true, GeboorteDatum: null }
    assert.deepEqual(unknownIn(document), { gesnoeid: document, unknown: 0 })
  })
})
