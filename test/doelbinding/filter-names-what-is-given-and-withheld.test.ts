// Uitgeleverd and weggelaten: the categories that this kind of answer can hold, split in two, sorted.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileFilter } from '../../src/doelbinding/filter-velden.ts'
import { doelOf } from './filter-doelen.ts'

describe('the categories of an answer', () => {
  it('are those it can hold, not all that the doel has', () => {
    const doel = doelOf({ categorieen: ['zorgsoort', 'adres', 'identificatie'] })
    const { uitgeleverd, weggelaten } = compileFilter('ActieveZorgpartijen', doel)
    assert.deepEqual(uitgeleverd, ['identificatie', 'techniek', 'zorgsoort'])
    assert.deepEqual(weggelaten, ['geldigheid'])
  })

  it('without a doel are only those that come with every doel', () => {
    assert.deepEqual(compileFilter('Referentiegegevens', undefined).uitgeleverd, ['referentie'])
    assert.deepEqual(compileFilter('TestModel', undefined).uitgeleverd, ['techniek'])
    const { uitgeleverd, weggelaten } = compileFilter('ZorgpartijMutaties', undefined)
    assert.deepEqual({ uitgeleverd, weggelaten }, { uitgeleverd: [], weggelaten: ['identificatie'] })
  })

  it('of which none is withheld leave nothing to name', () => {
    const doel = doelOf({ categorieen: ['identificatie'] })
    assert.deepEqual(compileFilter('ZorgpartijMutaties', doel).weggelaten, [])
  })
})
