// What changed is told by name: doelen, categories, afnemers; never a key or a hash of one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { verschil } from '../../src/policy/verschil.ts'
import { fakeHash, validPolicy } from './valid.ts'

function read(text: string) {
  const lezing = readPolicy(Buffer.from(text), 'p')
  assert.ok('policy' in lezing, JSON.stringify(lezing))
  return lezing.policy
}

const none = { toegevoegd: [], verwijderd: [], gewijzigd: [] }
const unchanged = { doelen: none, categorieen: none, afnemers: none, verwerkingsverantwoordelijke: [] }

function changeOf(...edits: Array<[passage: string, replacement: string]>) {
  let text = validPolicy
  for (const [passage, replacement] of edits) {
    assert.ok(text.includes(passage), passage)
    text = text.replace(passage, replacement)
  }
  const { vorigePolicy, nieuwePolicy, ...rest } = verschil(read(validPolicy), read(text))
  assert.deepEqual([vorigePolicy, nieuwePolicy], [read(validPolicy).hash, read(text).hash])
  assert.ok(!JSON.stringify(rest).match(/[0-9a-f]{32}/), 'no hash of a key')
  return rest
}

test('comments and order are no change', () => {
  assert.deepEqual(
    changeOf(['versie: 1', '# nieuw\nversie: 1'], ['[crediteuren, declaratie]', '[declaratie, crediteuren]']),
    unchanged,
  )
})

test('a category more, one less, one with another reason', () => {
  const edit: [string, string] = ['      naam: controle van de code\n', '      titel: aanhef\n']
  assert.deepEqual(changeOf(edit, ['identificatie: staat', 'identificatie: moet']), {
    ...unchanged,
    doelen: { ...none, gewijzigd: ['declaratie: categorieen'] },
    categorieen: {
      toegevoegd: ['declaratie: titel'],
      verwijderd: ['declaratie: naam'],
      gewijzigd: ['declaratie: identificatie: reden'],
    },
  })
})

test('a doel under another name', () => {
  const renamed = changeOf(['  crediteuren:', '  leveranciers:'], ['[crediteuren, declaratie]', '[leveranciers]'])
  assert.deepEqual(renamed, {
    ...unchanged,
    doelen: { ...none, toegevoegd: ['leveranciers'], verwijderd: ['crediteuren'] },
    categorieen: {
      ...none,
      toegevoegd: ['leveranciers: identificatie', 'leveranciers: organisatienaam'],
      verwijderd: ['crediteuren: identificatie', 'crediteuren: organisatienaam'],
    },
    afnemers: { ...none, gewijzigd: ['erp: doelen'] },
  })
})

test('every other property of a doel', () => {
  const edits: Array<[string, string, string]> = [
    ['versie: 3', 'versie: 4', 'versie'],
    ['naam: Declareren', 'naam: Factureren', 'naam'],
    ['avg-6-1-c', 'avg-6-1-e', 'grondslag'],
    ['verplicht op de declaratie', 'afgesproken', 'onderbouwing'],
    ['[zorgverlener]', '[zorgverlener, vestiging]', 'partijtypen'],
    ['[detail]', '[detail, peildatum]', 'bewerkingen'],
    ['["03", "57"]', '["03"]', 'rijfilter'],
    ['geldigTot: 2028-01-31', 'geldigTot: 2028-02-28', 'geldigTot'],
    ['herzienVoor: 2027-11-01', 'herzienVoor: 2027-12-01', 'goedgekeurd'],
  ]
  for (const [passage, replacement, name] of edits)
    assert.deepEqual(changeOf([passage, replacement]).doelen, { ...none, gewijzigd: [`declaratie: ${name}`] }, name)
})

test('every property of an afnemer', () => {
  const edits: Array<[string, string, string]> = [
    ['naam: ZIS', 'naam: EPD', 'naam'],
    ['zis@test', 'epd@test', 'contact'],
    [fakeHash('zis 1'), fakeHash('zis 3'), 'sleutels'],
    [`"${fakeHash('zis 1')}"`, `{ sleutel: "${fakeHash('zis 1')}", geldigTot: 2027-01-01 }`, 'sleutels'],
    [fakeHash('zis certificaat'), 'subject:CN=zis', 'certificaten'],
    ['client: zis', 'client: epd', 'tokens'],
    ['doelen: [declaratie]', 'doelen: [declaratie, crediteuren]', 'doelen'],
    ['gewicht: 2', 'gewicht: 3', 'gewicht'],
    ['limiet: 100', 'limiet: 101', 'limiet'],
    ['rollen: [beheer]', 'rollen: [beheer, fg]', 'rollen'],
  ]
  for (const [passage, replacement, name] of edits)
    assert.deepEqual(changeOf([passage, replacement]).afnemers, { ...none, gewijzigd: [`zis: ${name}`] }, name)
})

test('another FG', () => {
  assert.deepEqual(changeOf(['fg@test', 'fg2@test']), { ...unchanged, verwerkingsverantwoordelijke: ['fg'] })
})
