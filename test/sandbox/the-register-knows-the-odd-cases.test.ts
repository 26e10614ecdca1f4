// What a client of Vektis stumbles over is in the register: padded postcodes, nulls, empty texts, odd moments.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Onderneming, Zorgverlener } from '../../src/domain/zorgpartijen.ts'
import { createRegister } from '../../src/sandbox/register/register.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const register = createRegister({ clock: createFakeClock(), seed: 1 })
const alle = register.all()
const mensen = alle.filter(({ type }) => type === 'zorgverlener').map(({ document }) => document as Zorgverlener)
const vestigingen = alle.filter(({ type }) => type === 'vestiging').map(({ document }) => document as Onderneming)
const adressen = vestigingen.flatMap(({ Adressen }) => Adressen)
const relaties = alle.flatMap(({ document }) => register.relatiesOf(document.AGBCode))

/** Some, but not all: a case that is always so would hide the other one. */
const some = <T>(list: readonly T[], is: (each: T) => boolean) => list.some(is) && !list.every(is)

test('the register knows the odd cases', () => {
  assert.ok(adressen.every(({ Postcode }) => Postcode.length === 8 && Postcode.endsWith('  ')))
  assert.ok(some(adressen, ({ Provincie }) => Provincie === null))
  assert.ok(some(adressen, ({ Land }) => Land.Code !== 'NL'))
  assert.ok(adressen.every(({ Land, Provincie }) => Land.Code === 'NL' || Provincie === null))
  assert.ok(vestigingen.every(({ StatutaireNaam }) => StatutaireNaam === ''))
  assert.ok(some(vestigingen, ({ AGBCode }) => AGBCode.startsWith('71')))
  assert.ok(some(mensen, ({ AcademischeTitel }) => AcademischeTitel === null))
  assert.ok(some(mensen, ({ Geslacht }) => Geslacht.Omschrijving === ''))
  assert.ok(mensen.every(({ Achternaam }) => Achternaam === Achternaam.toUpperCase()))
  assert.ok(some(relaties, ({ Zorgaanbod }) => Zorgaanbod === null))
  assert.ok(some(relaties, ({ Aanvang }) => /\.\d{3}$/.test(Aanvang)))
})

test('every kwalificatie rests on an erkenning of the same time, with a number', () => {
  for (const { Erkenningen, Kwalificaties } of mensen) {
    for (const { Aanvang, Einde } of Kwalificaties) {
      assert.ok(Erkenningen.some((each) => each.Aanvang === Aanvang && each.Einde === Einde))
    }
    assert.ok(Erkenningen.every(({ RegistratieNummer }) => /^\d{11}$/.test(RegistratieNummer)))
  }
})
