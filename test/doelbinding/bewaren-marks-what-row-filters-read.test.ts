// A row filter reads the zorgsoort, also where nobody may see it: then its code alone is kept, and the entry says so.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bewaarsnede, detailVan, nodig, RIJFILTER } from '../../src/doelbinding/bewaren.ts'
import { type Bevraging, catalogus } from '../../src/domain/catalogus.ts'
import { doelOf, type Words } from './filter-doelen.ts'

const NOW = 1000
const detail = {
  AGBCode: '03000001',
  Achternaam: 'X',
  Zorgsoort: { Code: '03', Omschrijving: 'Medisch specialist' },
}

function bevraging(id: string): Bevraging {
  const found = catalogus.find((b) => b.id === id)
  assert.ok(found, id)
  return found
}

const cut = (words: Words[], id = 'zorgverlener') => bewaarsnede(words.map(doelOf), bevraging(id), NOW)

describe('with a row filter', () => {
  const filter = { zorgsoorten: ['03'], categorieen: ['naam'] }

  it('the code of the zorgsoort is kept, and the entry marked', () => {
    const { scope, snoei } = cut([filter])
    assert.deepEqual(scope, ['#rijfilter', 'naam'])
    assert.deepEqual(snoei(detail), { AGBCode: '03000001', Achternaam: 'X', Zorgsoort: { Code: '03' } })
  })

  it('a doel needs the mark, and its categories', () => {
    assert.deepEqual(nodig(doelOf(filter), bevraging('zorgverlener')), ['naam', RIJFILTER])
    assert.deepEqual(nodig(doelOf({ ...filter, zorgsoorten: undefined }), bevraging('zorgverlener')), ['naam'])
    assert.deepEqual(nodig(undefined, bevraging('zorgverlener')), [])
  })

  it('that is no longer in force nothing is marked', () => {
    assert.deepEqual(cut([{ ...filter, verlooptOp: NOW }]).scope, [])
  })

  it('answers without a zorgsoort are neither marked nor need it', () => {
    for (const id of ['zorgverlener-relaties', 'zorgpartij-mutaties-zorgsoort', 'onderneming-organisatie']) {
      assert.equal(cut([filter], id).scope.includes(RIJFILTER), false, id)
      assert.equal(nodig(doelOf(filter), bevraging(id)).includes(RIJFILTER), false, id)
    }
  })

  it("rows of the list keep theirs, and nothing keeps the envelope's", () => {
    const { scope, snoei } = cut([filter], 'zorgpartijen')
    assert.deepEqual(scope, [RIJFILTER, 'techniek'])
    assert.deepEqual(snoei({ Data: [{ ...detail, Type: { Code: '1' } }], Zorgsoort: { Code: '03' } }), {
      Data: [{ AGBCode: '03000001', Type: { Code: '1' }, Zorgsoort: { Code: '03' } }],
    })
  })
})

describe('a detail that is read for a row filter alone', () => {
  const relaties = { zorgsoorten: ['03'], categorieen: ['identificatie', 'naam', 'relatie'], bewerkingen: ['relaties'] }

  it('holds code and zorgsoort, and nothing that the doel could see of what it opens', () => {
    const { scope, snoei } = cut([relaties])
    assert.deepEqual(scope, [RIJFILTER])
    assert.deepEqual(snoei(detail), { AGBCode: '03000001', Zorgsoort: { Code: '03' } })
  })

  it('is enough for that doel: it needs no category of a question that it does not open', () => {
    const needs = nodig(doelOf(relaties), bevraging('zorgverlener'))
    assert.deepEqual(needs, [RIJFILTER])
    assert.deepEqual(nodig(doelOf(relaties), bevraging('zorgverlener-relaties')), ['identificatie', 'relatie'])
  })

  it('is not kept for a doel of another kind of party, without a filter, or that opens no question about a party', () => {
    assert.deepEqual(cut([{ ...relaties, partijtypen: ['vestiging'] }]).scope, [])
    assert.deepEqual(cut([{ ...relaties, zorgsoorten: undefined }]).scope, [])
    assert.deepEqual(cut([{ ...relaties, bewerkingen: ['lijst', 'mutaties'] }]).scope, [])
  })

  it('as of a day is not kept for it: the filter reads the detail of now', () => {
    assert.deepEqual(cut([relaties], 'zorgverlener-peildatum').scope, [])
  })
})

describe('the detail that a row filter reads', () => {
  it('is that of the party asked for, and there is none where no party is', () => {
    for (const vraag of catalogus) {
      const [soort = ''] = vraag.id.split('-')
      const isOfParty = ['zorgverlener', 'onderneming', 'vestiging'].includes(soort) && !vraag.id.includes('mutaties')
      assert.equal(detailVan(vraag)?.id, isOfParty ? soort : undefined, vraag.id)
    }
  })
})
