import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { readKeys } from '../../src/lib/keys.ts'
import { createKenmerk, vergelijk } from '../../src/mutaties/wijziging.ts'

const kenmerk = createKenmerk(() => readKeys(`k1:${'a'.repeat(64)}`))
const SLEUTEL = 'zorgverlener/00000001'
const entry = (document: unknown, scope = ['identificatie', 'naam', 'erkenning']): Entry => ({
  fetchedAt: 1,
  staleAt: 2,
  deleteAt: 3,
  scope,
  tags: ['00000001'],
  document,
})
const jan = { AGBCode: '00000001', Achternaam: 'Jansen', Voorletters: 'J', Erkenningen: [] }

describe('what changed is told without values', () => {
  it('only the categories that differ, each with a hash of before and after', () => {
    const wijziging = vergelijk(SLEUTEL, entry(jan), entry({ ...jan, Achternaam: 'De Vries' }), kenmerk)
    assert.deepEqual(Object.keys(wijziging?.categorieen ?? {}), ['naam'])
    const { voor, na } = wijziging?.categorieen.naam ?? {}
    assert.match(voor ?? '', /^k1:[0-9a-f]{32}$/)
    assert.match(na ?? '', /^k1:[0-9a-f]{32}$/)
    assert.notEqual(voor, na)
    assert.equal(JSON.stringify(wijziging).includes('Vries'), false)
    assert.equal(wijziging?.agbcode, '00000001')
  })

  it('nothing when nothing differs, whatever the order of rows', () => {
    const rows = [{ Code: '100001' }, { Code: '100002' }]
    const [voor, na] = [rows, rows.toReversed()].map((Erkenningen) => entry({ ...jan, Erkenningen }))
    assert.equal(vergelijk(SLEUTEL, voor!, na!, kenmerk), undefined)
    assert.ok(vergelijk(SLEUTEL, voor!, entry({ ...jan, Erkenningen: [rows[0], rows[0]] }), kenmerk))
  })

  it('a value that moved from one property to another is a change', () => {
    const moved = { AGBCode: '00000001', Achternaam: 'J', Voorletters: 'Jansen', Erkenningen: [] }
    assert.ok(vergelijk(SLEUTEL, entry(jan), entry(moved), kenmerk)?.categorieen.naam)
  })

  it('emptied, withheld and gone are told as what they are', () => {
    const emptied = vergelijk(SLEUTEL, entry(jan), entry({ ...jan, Achternaam: '' }), kenmerk)
    assert.ok(emptied?.categorieen.naam?.na)
    const gone = vergelijk(SLEUTEL, entry(jan), entry(undefined), kenmerk)
    assert.deepEqual(Object.keys(gone?.categorieen ?? {}).sort(), ['erkenning', 'identificatie', 'naam'])
    for (const { voor, na } of Object.values(gone?.categorieen ?? {})) {
      assert.ok(voor)
      assert.equal(na, null)
    }
  })

  it('what another policy lets go or takes in is no change of the register', () => {
    const { Achternaam: _, Voorletters: __, ...less } = jan
    assert.equal(vergelijk(SLEUTEL, entry(jan), entry(less, ['identificatie', 'erkenning']), kenmerk), undefined)
    assert.equal(vergelijk(SLEUTEL, entry(less, ['identificatie']), entry(jan), kenmerk), undefined)
  })

  it('equal values do not look alike under another code, category or key', () => {
    const other = createKenmerk(() => readKeys(`k1:${'b'.repeat(64)}`))
    const marks = [
      kenmerk('00000001', 'naam', 'x'),
      kenmerk('00000002', 'naam', 'x'),
      kenmerk('00000001', 'titel', 'x'),
      other('00000001', 'naam', 'x'),
      kenmerk('0000000', 'naam', '1x'),
    ]
    assert.equal(new Set(marks).size, marks.length)
    assert.equal(kenmerk('00000001', 'naam', 'x'), marks[0])
  })
})
