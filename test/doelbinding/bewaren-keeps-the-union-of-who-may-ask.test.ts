// What is kept of an answer: what the doelen in force that open the question may see together, and nothing more.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bewaarsnede, compileKennis, nodig } from '../../src/doelbinding/bewaren.ts'
import { type Bevraging, catalogus } from '../../src/domain/catalogus.ts'
import { doelOf } from './filter-doelen.ts'

const NOW = 1000

function bevraging(id: string): Bevraging {
  const found = catalogus.find((b) => b.id === id)
  assert.ok(found, id)
  return found
}

describe('what is kept', () => {
  it('is the union of the doelen that open the question, sorted', () => {
    const doelen = [
      doelOf({ id: 'een', categorieen: ['zorgsoort', 'naam'], bewerkingen: ['detail'] }),
      doelOf({ id: 'twee', categorieen: ['naam', 'identificatie'], bewerkingen: ['detail'] }),
      doelOf({ id: 'elders', categorieen: ['geslacht'], bewerkingen: ['relaties'] }),
      doelOf({ id: 'ander', categorieen: ['geboortenaam'], partijtypen: ['vestiging'] }),
    ]
    const { scope, snoei } = bewaarsnede(doelen, bevraging('zorgverlener'), NOW)
    assert.deepEqual(scope, ['identificatie', 'naam', 'zorgsoort'])
    const document = { AGBCode: '03000001', Achternaam: 'X', Geboortenaam: 'Y', Geslacht: { Code: 'M' }, BSN: '1' }
    assert.deepEqual(snoei(document), { AGBCode: '03000001', Achternaam: 'X' })
  })

  it('holds nothing of a category that this kind of answer has not', () => {
    const { scope } = bewaarsnede([doelOf({ categorieen: ['naam', 'adres'] })], bevraging('zorgverlener'), NOW)
    assert.deepEqual(scope, ['naam'])
  })

  it('holds nothing for a doel that has ended', () => {
    const scopeAt = (now: number) =>
      bewaarsnede([doelOf({ categorieen: ['naam'], verlooptOp: NOW })], bevraging('zorgverlener'), now).scope
    assert.deepEqual(scopeAt(NOW - 1), ['naam'])
    assert.deepEqual(scopeAt(NOW), [])
  })

  it('of code lists, envelopes and the test is everything, whoever asks', () => {
    const codelijst = bewaarsnede([], bevraging('referentie-landen'), NOW)
    assert.deepEqual(codelijst.scope, ['referentie'])
    assert.deepEqual(codelijst.snoei([{ Code: 'NL', Omschrijving: 'Nederland' }]), [
      { Code: 'NL', Omschrijving: 'Nederland' },
    ])
    assert.deepEqual(bewaarsnede([], bevraging('test'), NOW).scope, ['techniek'])
    assert.deepEqual(bewaarsnede([], bevraging('zorgpartijen'), NOW).scope, ['techniek'])
  })

  it('covers what every doel that opens the question needs, and no doel that needs more', () => {
    const smal = doelOf({ id: 'smal', categorieen: ['naam'] })
    const breed = doelOf({ id: 'breed', categorieen: ['naam', 'geslacht'], zorgsoorten: ['03'] })
    const vraag = bevraging('zorgverlener')
    const covers = (scope: readonly string[], doel = breed) => nodig(doel, vraag).every((deel) => scope.includes(deel))
    const { scope } = bewaarsnede([smal, breed], vraag, NOW)
    assert.ok(covers(scope, smal) && covers(scope, breed))
    const cut = bewaarsnede([smal], vraag, NOW).scope
    assert.ok(covers(cut, smal) && !covers(cut, breed))
  })

  it('never holds what nobody knows, and knows all the rest', () => {
    const document = { AGBCode: '03000001', Geslacht: { Code: 'M' }, GeboorteDatum: '1970-01-01T00:00:00' }
    assert.deepEqual(compileKennis(bevraging('zorgverlener'))({ ...document, BSN: '1' }), document)
  })
})

describe('codes and kinds of the parties', () => {
  const row = { AGBCode: '01000001', Naam: 'X', ZorgpartijType: { Code: '1', Omschrijving: 'Zorgverlener' } }

  it('are kept whatever is granted, for the audit and the judging of rows', () => {
    const relaties = { AGBCode: '03000001', Naam: 'Y', Relaties: [row] }
    assert.deepEqual(bewaarsnede([], bevraging('zorgverlener-relaties'), NOW).snoei(relaties), {
      AGBCode: '03000001',
      Relaties: [{ AGBCode: '01000001', ZorgpartijType: { Code: '1' } }],
    })
    assert.deepEqual(bewaarsnede([], bevraging('zorgpartij-mutaties'), NOW).snoei({ Zorgpartijen: [row] }), {
      Zorgpartijen: [{ AGBCode: '01000001', ZorgpartijType: { Code: '1' } }],
    })
    const lijst = {
      Paginanummer: 1,
      Data: [{ AGBCode: '01000001', Type: row.ZorgpartijType, Zorgsoort: { Code: '03' } }],
    }
    assert.deepEqual(bewaarsnede([], bevraging('zorgpartijen'), NOW).snoei(lijst), {
      Paginanummer: 1,
      Data: [{ AGBCode: '01000001', Type: { Code: '1' } }],
    })
  })

  it('of the sites of an onderneming are codes alone', () => {
    const organisatie = { AGBCode: '05000001', Naam: 'Y', Vestigingen: [{ ...row, Naam: 'Z' }] }
    assert.deepEqual(bewaarsnede([], bevraging('onderneming-organisatie'), NOW).snoei(organisatie), {
      AGBCode: '05000001',
      Vestigingen: [{ AGBCode: '01000001' }],
    })
  })

  it('of a detail are its own code', () => {
    const detail = { AGBCode: '05000001', ZorgpartijType: { Code: '2' }, Zorgsoort: { Code: '05' } }
    assert.deepEqual(bewaarsnede([], bevraging('onderneming'), NOW).snoei(detail), { AGBCode: '05000001' })
  })
})
