// A policy that holds can still be too wide, without effect or nearly lapsed: that is said, with its place.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categorieen } from '../../src/domain/categorie.ts'
import { writeFault } from '../../src/policy/fault.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { fakeHash, validPolicy } from './valid.ts'

function warningsOf(text: string, now?: number): string[] {
  const lezing = readPolicy(Buffer.from(text), 'p', now)
  assert.ok('policy' in lezing, 'faults' in lezing ? lezing.faults.map(writeFault).join('\n') : '')
  return lezing.waarschuwingen.map(writeFault)
}

const edited = (passage: string, replacement: string): string => {
  assert.ok(validPolicy.includes(passage))
  return validPolicy.replace(passage, replacement)
}

const alle = Object.keys(categorieen).filter((naam) => naam !== 'techniek' && naam !== 'referentie')
const NAAM = '      naam: controle van de code\n'

const cases: Array<[name: string, passage: string, replacement: string, warnings: RegExp[]]> = [
  ['a category that cannot occur', NAAM, `${NAAM}      adres: post\n`, [/^p:14:7 .*\.adres: komt .* nooit voor/]],
  ['a category only of another kind of party', NAAM, `${NAAM}      organisatienaam: post\n`, [/:14:7 .* nooit voor/]],
  ['a category that comes with every doel', NAAM, `${NAAM}      techniek: pagina\n`, [/^p:14:7 .*techniek: hoort al/]],
  [
    'peildatum with nothing to look at',
    '[detail]',
    '[peildatum]',
    [/^p:10:19 .* opent niets/, /naam: komt/, /identificatie: komt/],
  ],
  [
    'organisatie without ondernemingen',
    '[onderneming, vestiging]',
    '[vestiging]',
    [/^p:23:27 .*"organisatie" opent niets/],
  ],
  [
    'the reason of another category',
    NAAM,
    `${NAAM}      geboortedatum: Controle  van de code\n`,
    [/^p:14:7 .*als "naam"/],
  ],
  [
    'a number with a copied reason',
    NAAM,
    `${NAAM}      registratienummer: controle van de code\n`,
    [/eigen motivering/],
  ],
  [
    'an afnemer that can never come in',
    `    sleutels: ["${fakeHash('erp')}"]\n`,
    '',
    [/^p:38:3 afnemers\.erp: heeft geen sleutel/],
  ],
  [
    'a doel of nobody',
    '[crediteuren, declaratie]',
    '[declaratie]',
    [/^p:17:3 .*geen enkele afnemer/, /^p:26:7 .*organisatienaam: wordt bewaard/],
  ],
  ['an FG that cannot be reached', 'fg@test.example', 'de FG', [/^p:2:59 .*\.fg: is geen e-mailadres/]],
  [
    'neither doel nor role',
    '[crediteuren, declaratie]',
    '[]',
    [/geen enkele/, /wordt bewaard/, /^p:42:13 .*zonder doel en zonder rol/],
  ],
]

for (const [name, passage, replacement, expected] of cases) {
  test(name, () => {
    const warnings = warningsOf(edited(passage, replacement))
    assert.equal(warnings.length, expected.length, warnings.join('\n'))
    for (const pattern of expected)
      assert.ok(
        warnings.some((warning) => pattern.test(warning)),
        `${pattern}\n${warnings.join('\n')}`,
      )
  })
}

test('a doel that gives every category', () => {
  const regels = alle.map((categorie, index) => `      ${categorie}: reden ${index}\n`).join('')
  const text = edited('[detail]', '[detail, relaties, organisatie]')
    .replace('[zorgverlener]', '[zorgverlener, onderneming]')
    .replace(`      identificatie: staat op de declaratie\n${NAAM}`, regels)
  assert.deepEqual(
    warningsOf(text).map((warning) => warning.slice(0, 8)),
    ['p:12:7 d'],
  )
})

test('every operation on every kind of party, unless a row filter narrows it', () => {
  const open = edited('[zorgverlener]', '[zorgverlener, onderneming, vestiging]').replace(
    '[detail]',
    '[detail, peildatum, relaties, organisatie, lijst, mutaties, bulk]',
  )
  assert.deepEqual(warningsOf(open), [])
  assert.match(warningsOf(open.replace(/ {4}rijfilter.*\n/, '')).join(), /^p:10:18 .*alle bewerkingen/)
})

test('bulk gives what detail gives', () => {
  assert.deepEqual(warningsOf(edited('[detail]', '[bulk]')), [])
})

const at = (moment: string) => warningsOf(validPolicy, Date.parse(moment)).join('\n')

test('terms are quiet until 30 days before they end', () => {
  assert.equal(at('2027-10-01T23:59:00+02:00'), '')
  assert.match(at('2027-10-02T02:00:00+02:00'), /^p:16:72 .*herzienVoor: de goedkeuring moet/)
})

test('a doel that lapses within 30 days, and one that has lapsed', () => {
  assert.doesNotMatch(at('2028-01-01T00:00:00+01:00'), /geldigTot/)
  assert.match(at('2028-01-02T00:00:00+01:00'), /p:15:16 .*verloopt binnen 30 dagen/)
  assert.match(at('2028-01-31T23:59:59+01:00'), /verloopt binnen 1 dag;/)
  assert.match(at('2028-02-01T00:00:00+01:00'), /p:15:16 .*is verlopen/)
})

test('without a moment nothing is said about terms', () => {
  assert.deepEqual(warningsOf(edited('2028-01-31', '2001-01-31')), [])
})
