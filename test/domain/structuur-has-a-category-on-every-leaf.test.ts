// The trees of the answers: every leaf with its category, every branch with those of all its leaves.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Type } from 'typebox'
import { isCategorie } from '../../src/domain/categorie.ts'
import { bladeren, categorieenVan, type Knoop, leesStructuur, structuren } from '../../src/domain/structuur.ts'
import { code, ofNull, tekst } from '../../src/domain/veld.ts'

const inside = (knoop: Knoop): Knoop[] => {
  if (knoop.soort === 'blad') return [knoop]
  return [knoop, ...(knoop.soort === 'lijst' ? [knoop.item] : [...knoop.velden.values()]).flatMap(inside)]
}

describe('a tree', () => {
  it('names the path and category of every leaf', () => {
    const schema = Type.Object({
      Naam: tekst('naam', 1),
      Rollen: Type.Array(Type.Object({ Rol: ofNull(code('relatie')) })),
    })
    assert.deepEqual(bladeren(leesStructuur(schema)), [
      { pad: 'Naam', categorie: 'naam' },
      { pad: 'Rollen[].Rol.Code', categorie: 'relatie' },
      { pad: 'Rollen[].Rol.Omschrijving', categorie: 'relatie' },
    ])
    assert.deepEqual(
      bladeren(leesStructuur(Type.Array(code('referentie')))).map(({ pad }) => pad),
      ['[].Code', '[].Omschrijving'],
    )
  })

  it('cannot be made of a leaf without a category, and says which', () => {
    const schema = Type.Object({ Rollen: Type.Array(Type.Object({ Rol: Type.String() })) })
    assert.throws(() => leesStructuur(schema, 'Partij'), /no category for Partij\.Rollen\[\]\.Rol$/)
  })

  it('knows at every branch the categories of its leaves', () => {
    for (const knoop of Object.values(structuren).flatMap(inside)) {
      const expected = new Set(bladeren(knoop).map(({ categorie }) => categorie))
      assert.deepEqual(new Set(categorieenVan(knoop)), expected)
      for (const categorie of expected) assert.ok(isCategorie(categorie))
    }
  })
})

describe('a category', () => {
  it('is known by its own name alone', () => {
    assert.equal(isCategorie('naam'), true)
    for (const naam of ['Naam', '', 'constructor', '__proto__', 'toString']) assert.equal(isCategorie(naam), false)
  })
})
