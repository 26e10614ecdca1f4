// The catalogue of questions: names that are unique, paths with their parameters, one detail per kind of party.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bewerkingen, catalogus, VERVALLEN } from '../../src/domain/catalogus.ts'
import { partijtypen } from '../../src/domain/partijtype.ts'

const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index)

describe('the catalogue', () => {
  it('holds 49 questions, and not the one that was withdrawn', () => {
    assert.equal(catalogus.length, 49)
    assert.ok(catalogus.every(({ pad }) => pad !== VERVALLEN))
  })

  it('gives each a name and a path of its own', () => {
    assert.deepEqual(duplicates(catalogus.map(({ id }) => id)), [])
    assert.deepEqual(duplicates(catalogus.map(({ pad }) => pad.replaceAll(/\{\w+\}/g, '{}'))), [])
  })

  it('uses in names what is safe in a key', () => {
    for (const { id } of catalogus) assert.match(id, /^[a-z]+(-[a-z]+)*$/)
  })

  it('names the parameters of each path in their order', () => {
    for (const { pad, padparameters } of catalogus)
      assert.equal(pad.match(/\{\w+\}/g)?.join('') ?? '', padparameters.map((naam) => `{${naam}}`).join(''), pad)
  })

  it('has one detail per kind of party, under the name of that kind', () => {
    for (const type of partijtypen) {
      const details = catalogus.filter(
        ({ partijtype, bewerkingen }) => partijtype === type && bewerkingen.join() === 'detail',
      )
      assert.deepEqual(
        details.map(({ id, handeling }) => [id, handeling]),
        [[type, `raadplegen-${type}`]],
      )
    }
  })

  it('asks for a peildatum behind a path exactly when the operation is', () => {
    for (const { id, padparameters, bewerkingen } of catalogus)
      assert.equal(padparameters.includes('peildatum'), bewerkingen.includes('peildatum'), id)
  })

  it('lets every operation open something, but for bulk', () => {
    const opening = new Set<string>(catalogus.flatMap((bevraging) => bevraging.bewerkingen))
    assert.deepEqual(
      bewerkingen.filter((bewerking) => !opening.has(bewerking)),
      ['bulk'],
    )
  })

  it('leaves without an operation only code lists and the test', () => {
    for (const { id, bewerkingen, antwoord } of catalogus)
      assert.equal(bewerkingen.length === 0, antwoord === 'Referentiegegevens' || antwoord === 'TestModel', id)
  })

  it('is about one kind of party wherever a path names one party', () => {
    for (const { id, padparameters, partijtype } of catalogus)
      if (padparameters.includes('agbcode')) assert.ok(partijtype, id)
  })
})
