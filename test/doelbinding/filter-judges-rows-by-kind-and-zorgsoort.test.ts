// Rows about other parties: only of the doel's kinds of party, and in the list only of its zorgsoorten.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { binnenRijfilter, compileFilter } from '../../src/doelbinding/filter-velden.ts'
import type { Antwoordsoort } from '../../src/domain/antwoorden.ts'
import { doelOf, type Words } from './filter-doelen.ts'

const code = (Code: unknown) => ({ Code })
const nummer = (rijen: unknown): unknown[] => (rijen as Array<{ AGBCode: string }>).map(({ AGBCode }) => AGBCode)

/** The codes of the rows that are delivered. */
function delivered(soort: Antwoordsoort, lijst: string, rijen: unknown[], words: Words): unknown[] {
  const doel = doelOf({ categorieen: ['identificatie', 'relatie', 'zorgsoort', 'organisatiestructuur'], ...words })
  const { document, wederpartijen } = compileFilter(soort, doel).filter({ [lijst]: rijen })
  const codes = nummer((document as Record<string, unknown>)[lijst])
  assert.deepEqual(wederpartijen, codes)
  return codes
}

const perKind = ['1', '2', '3', '4', 'constructor', 1, null].map((type, index) => ({
  AGBCode: `0100000${index}`,
  ZorgpartijType: code(type),
  Type: code(type),
}))

describe('rows', () => {
  for (const [soort, lijst] of [
    ['ZorgpartijRelaties', 'Relaties'],
    ['ZorgpartijMutaties', 'Zorgpartijen'],
    ['ActieveZorgpartijen', 'Data'],
  ] as const) {
    it(`of ${soort} are those of the doel's kinds of party; an unknown kind is nobody's`, () => {
      assert.deepEqual(delivered(soort, lijst, perKind, { partijtypen: ['zorgverlener'] }), ['01000000'])
      assert.deepEqual(delivered(soort, lijst, perKind, { partijtypen: ['onderneming', 'vestiging'] }), [
        '01000001',
        '01000002',
      ])
      assert.deepEqual(delivered(soort, lijst, [{ AGBCode: '01000009' }, null, 'x'], {}), [])
    })
  }

  it('of an organisatie go with it, whatever their kind', () => {
    assert.deepEqual(delivered('OndernemingOrganisatie', 'Vestigingen', perKind, { partijtypen: [] }), nummer(perKind))
  })

  const perZorgsoort = [code('01'), code('03'), code('3'), code(null), undefined].map((Zorgsoort, index) => ({
    AGBCode: `0100000${index}`,
    Type: code('1'),
    ZorgpartijType: code('1'),
    Zorgsoort,
  }))

  it('of the list are those of the row filter, and one that does not tell its zorgsoort is outside', () => {
    const zorgsoorten = ['03']
    assert.deepEqual(delivered('ActieveZorgpartijen', 'Data', perZorgsoort, { zorgsoorten }), ['01000001'])
    assert.deepEqual(delivered('ActieveZorgpartijen', 'Data', perZorgsoort, { zorgsoorten: [] }), [])
    assert.deepEqual(delivered('ActieveZorgpartijen', 'Data', perZorgsoort, {}), nummer(perZorgsoort))
  })

  it('of relaties and mutaties are not looked at by the row filter', () => {
    const zorgsoorten = ['03']
    assert.deepEqual(delivered('ZorgpartijRelaties', 'Relaties', perZorgsoort, { zorgsoorten }), nummer(perZorgsoort))
    assert.deepEqual(
      delivered('ZorgpartijMutaties', 'Zorgpartijen', perZorgsoort, { zorgsoorten }),
      nummer(perZorgsoort),
    )
  })

  it("without a doel are nobody's", () => {
    const { document, wederpartijen } = compileFilter('ActieveZorgpartijen', undefined).filter({
      Paginanummer: 1,
      Data: perKind,
    })
    assert.deepEqual(document, { Paginanummer: 1 })
    assert.deepEqual(wederpartijen, [])
  })
})

describe('the parties of whom a value is given', () => {
  const doel = doelOf({ categorieen: ['relatienaam'] })
  const rij = (AGBCode: unknown, Naam = 'Jansen') => ({ AGBCode, Naam, ZorgpartijType: code('1') })

  it('are named once, also when their code is withheld', () => {
    const { document, wederpartijen } = compileFilter('ZorgpartijRelaties', doel).filter({
      Relaties: [rij('01000001'), rij('01000001'), rij('01000002'), rij(3), rij(null)],
    })
    assert.deepEqual(document, { Relaties: Array.from({ length: 5 }, () => ({ Naam: 'Jansen' })) })
    assert.deepEqual(wederpartijen, ['01000001', '01000002'])
  })
})

describe('a row filter on a detail', () => {
  const inside = (document: unknown, zorgsoorten?: string[]) => binnenRijfilter(doelOf({ zorgsoorten }), document)

  it('lets in its zorgsoorten, and everyone when there is none', () => {
    assert.equal(inside({ Zorgsoort: code('03') }, ['01', '03']), true)
    assert.equal(inside({ Zorgsoort: code('05') }, ['01', '03']), false)
    assert.equal(inside({ Zorgsoort: code('05') }), true)
    assert.equal(inside(undefined), true)
  })

  it('shuts out whoever does not tell a zorgsoort', () => {
    const silent = [undefined, null, [], {}, { Zorgsoort: null }, { Zorgsoort: '03' }, { Zorgsoort: code(3) }]
    for (const document of [...silent, { Zorgsoort: [code('03')] }, { Code: '03' }])
      assert.equal(inside(document, ['03']), false, JSON.stringify(document))
  })
})
