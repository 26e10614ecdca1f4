// Empty is how Vektis says "no longer public"; withheld is another thing, and must look like another thing.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileSnoei } from '../../src/doelbinding/snoei.ts'
import { structuren } from '../../src/domain/structuur.ts'

const only = (...categorieen: string[]) =>
  compileSnoei(structuren.Zorgverlener, { mag: (_pad, categorie) => categorieen.includes(categorie) })

describe('the cut', () => {
  it('leaves null, empty text, empty lists and empty objects as they came', () => {
    const cut = only('titel', 'naam', 'kwalificatie', 'geslacht')
    const empty = { AcademischeTitel: null, Tussenvoegsel: '', Achternaam: null, Kwalificaties: [], Geslacht: {} }
    assert.deepEqual(cut(empty), empty)
    const nulls = { Kwalificaties: null, Geslacht: null }
    assert.deepEqual(cut(nulls), nulls)
    assert.deepEqual(cut({ Kwalificaties: [null, {}] }), { Kwalificaties: [null, {}] })
  })

  it('leaves out the key of what may not stay, also when it is null or empty', () => {
    const cut = only('identificatie')
    const document = { AGBCode: '03000001', AcademischeTitel: null, Tussenvoegsel: '', Kwalificaties: [], Geslacht: {} }
    assert.deepEqual(cut(document), { AGBCode: '03000001' })
  })

  it('keeps a container of which one value may stay, with that value alone', () => {
    const erkenning = { Aanvang: '2016-01-01T00:00:00', Code: '010001', RegistratieNummer: '19012345601' }
    assert.deepEqual(only('registratienummer')({ Erkenningen: [erkenning] }), {
      Erkenningen: [{ RegistratieNummer: '19012345601' }],
    })
  })

  it('gives an empty document when nothing of it may stay', () => {
    assert.deepEqual(only()({ AGBCode: '03000001', Geslacht: { Code: 'M' } }), {})
  })

  it('names each place by its path', () => {
    const seen: string[] = []
    compileSnoei(structuren.ZorgpartijRelaties, { mag: (pad) => seen.push(pad) > 0 })
    assert.ok(seen.includes('AGBCode') && seen.includes('Relaties[].AGBCode') && seen.includes('Relaties[].Rol.Code'))
    const cut = compileSnoei(structuren.ZorgpartijRelaties, { mag: (pad) => pad === 'Relaties[].Rol.Code' })
    const rol = { Code: '1', Omschrijving: 'Arts' }
    assert.deepEqual(cut({ AGBCode: '03000001', Relaties: [{ AGBCode: '01000001', Rol: rol, Type: rol }] }), {
      Relaties: [{ Rol: { Code: '1' } }],
    })
  })

  it('never changes what it was given', () => {
    const document = Object.freeze({
      AGBCode: '03000001',
      Kwalificaties: Object.freeze([Object.freeze({ Code: '01' })]),
    })
    assert.deepEqual(only('kwalificatie')(document), { Kwalificaties: [{ Code: '01' }] })
  })
})
