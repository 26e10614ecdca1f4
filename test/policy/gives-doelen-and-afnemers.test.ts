// A valid policy becomes doelen, afnemers and the credentials that name them.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { parse } from 'yaml'
import type { Policy } from '../../src/doelbinding/policy.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { fakeHash, validPolicy } from './valid.ts'

function read(text: string): Policy {
  const lezing = readPolicy(Buffer.from(text), 'p.yaml')
  assert.ok('policy' in lezing)
  assert.deepEqual(lezing.waarschuwingen, [])
  return lezing.policy
}

const policy = read(validPolicy)
const declaratie = policy.doelen.get('declaratie')
const crediteuren = policy.doelen.get('crediteuren')
const zis = policy.afnemers.get('zis')
const erp = policy.afnemers.get('erp')

test('a doel with all that it may say', () => {
  assert.deepEqual(declaratie, {
    id: 'declaratie',
    versie: 3,
    naamVersie: 'declaratie@3',
    naam: 'Declareren',
    grondslag: 'avg-6-1-c',
    onderbouwing: 'verplicht op de declaratie',
    partijtypen: new Set(['zorgverlener']),
    bewerkingen: new Set(['detail']),
    categorieen: new Map([
      ['identificatie', 'staat op de declaratie'],
      ['naam', 'controle van de code'],
    ]),
    rijfilter: { zorgsoort: new Set(['03', '57']) },
    verlooptOp: Date.parse('2028-02-01T00:00:00+01:00'),
    geldigTot: '2028-01-31',
    goedgekeurd: { door: ['fg', 'financien'], op: '2026-11-01', herzienVoor: '2027-11-01' },
  })
})

test('what a doel leaves out is absent', () => {
  assert.ok(crediteuren)
  assert.deepEqual(
    ['rijfilter', 'verlooptOp', 'geldigTot', 'goedgekeurd'].filter((name) => name in crediteuren),
    [],
  )
})

test('an afnemer holds its doelen themselves, in the order of the file', () => {
  assert.ok(zis && erp && declaratie && crediteuren)
  assert.deepEqual(
    erp.doelen.map((doel) => [doel.id, doel === declaratie || doel === crediteuren]),
    [
      ['crediteuren', true],
      ['declaratie', true],
    ],
  )
  assert.deepEqual([zis.gewicht, zis.limiet, [...zis.rollen]], [2, 100, ['beheer']])
  assert.deepEqual(zis.tokens, [{ issuer: 'https://idp.test.example', client: 'zis', audience: 'agb' }])
})

test('share, limit, roles and tokens that are not written', () => {
  assert.ok(erp)
  assert.deepEqual([erp.gewicht, erp.limiet, [...erp.rollen], erp.tokens], [1, undefined, [], undefined])
})

test('keys and certificates lead to their holder by bare hex, and not by each other', () => {
  const hex = (word: string) => fakeHash(word).slice('sha256:'.length)
  assert.deepEqual(
    ['zis 1', 'zis 2', 'erp', 'zis certificaat'].map((word) => policy.perSleutel.get(hex(word))?.id),
    ['zis', 'zis', 'erp', undefined],
  )
  assert.deepEqual(
    [...policy.perCertificaat].map(([key, { id }]) => [key, id]),
    [[hex('zis certificaat'), 'zis']],
  )
})

test('hex in capitals is the same hash', () => {
  const capitals = validPolicy.replace(fakeHash('erp'), `SHA256:${fakeHash('erp').slice(7).toUpperCase()}`)
  assert.equal(read(capitals).perSleutel.get(fakeHash('erp').slice(7))?.id, 'erp')
})

test('the hash is that of the bytes of the file', () => {
  assert.equal(policy.hash, createHash('sha256').update(validPolicy).digest('hex'))
  assert.notEqual(read(`${validPolicy}\n`).hash, policy.hash)
})

test('the same policy as JSON, indented with tabs', () => {
  assert.deepEqual({ ...read(JSON.stringify(parse(validPolicy), null, '\t')), hash: policy.hash }, policy)
})

test('categories that come with every doel need not be written and are not kept apart', () => {
  const text = validPolicy.replace('      naam: controle', '      techniek: paginering\n      naam: controle')
  const lezing = readPolicy(Buffer.from(text), 'p.yaml')
  assert.ok('policy' in lezing)
  assert.deepEqual([...(lezing.policy.doelen.get('declaratie')?.categorieen.keys() ?? [])], ['identificatie', 'naam'])
})

test('names out of the prototype of objects are ordinary names', () => {
  const lezing = readPolicy(Buffer.from(validPolicy.replaceAll('crediteuren', 'constructor')), 'p.yaml')
  assert.ok('policy' in lezing)
  assert.equal(lezing.policy.doelen.get('constructor')?.naamVersie, 'constructor@1')
  assert.equal(lezing.policy.doelen.get('toString'), undefined)
})
