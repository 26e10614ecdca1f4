// What an afnemer proves itself with: keys with a last day, certificates by name, issuers; each fault with its place.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeFault } from '../../src/policy/fault.ts'
import { tokenNaam } from '../../src/doelbinding/policy.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { fakeHash, validPolicy } from './valid.ts'

const KEY = `"${fakeHash('erp')}"`
const BARE = fakeHash('erp').slice('sha256:'.length)

function lezingOf(passage: string, replacement: string, now?: number) {
  assert.ok(validPolicy.includes(passage))
  return readPolicy(Buffer.from(validPolicy.replace(passage, replacement)), 'p', now)
}

const faultsOf = (passage: string, replacement: string): string[] => {
  const lezing = lezingOf(passage, replacement)
  return 'faults' in lezing ? lezing.faults.map(writeFault) : []
}

function policyOf(passage: string, replacement: string) {
  const lezing = lezingOf(passage, replacement)
  assert.ok('policy' in lezing, JSON.stringify(lezing))
  return lezing.policy
}

test('a key with a last day holds through that day in Amsterdam', () => {
  const policy = policyOf(KEY, `{ sleutel: ${KEY}, geldigTot: 2027-06-30 }`)
  assert.equal(policy.perSleutel.get(BARE)?.id, 'erp')
  assert.deepEqual(
    [...policy.sleuteleinden],
    [[BARE, { geldigTot: '2027-06-30', verlooptOp: Date.parse('2027-07-01T00:00:00+02:00') }]],
  )
  assert.equal(policyOf(KEY, `{ sleutel: ${KEY} }`).sleuteleinden.size, 0)
})

test('a token is known by issuer and client', () => {
  const { perToken } = policyOf('limiet: 100', 'limiet: 101')
  const houder = perToken.get(tokenNaam({ issuer: 'https://idp.test.example', client: 'zis' }))
  assert.deepEqual([perToken.size, houder?.afnemer.id, houder?.audience], [1, 'zis', 'agb'])
})

test('faults of keys', () => {
  const cases: Array<[replacement: string, fault: RegExp]> = [
    [
      `{ sleutel: ${KEY}, geldigTot: 30-06-2027 }`,
      /^p:41:\d+ afnemers\.erp\.sleutels\[0\]\.geldigTot: moet een dag zijn/,
    ],
    [`{ sleutel: ${KEY}, geldigTot: 2027-02-30 }`, /geldigTot: deze dag bestaat niet/],
    [`{ sleutel: ${KEY}, geldig: 2027-06-30 }`, /eigenschap "geldig" bestaat niet; bedoelde u "geldigTot"/],
    ['{ geldigTot: 2027-06-30 }', /sleutels\[0\]\.sleutel: ontbreekt/],
    ['{ sleutel: agb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA }', /hier staat een sleutel zelf/],
    [`{ sleutel: "${fakeHash('zis 1')}" }`, /staat ook op regel 31/],
    [`{ sleutel: "${fakeHash('')}" }`, /is de hash van niets/],
  ]
  for (const [replacement, fault] of cases) {
    const faults = faultsOf(KEY, replacement)
    assert.equal(faults.length, 1, replacement)
    assert.match(faults[0] ?? '', fault)
    assert.ok(!/[0-9a-f]{32}|agb_A/.test(faults.join()), 'no key or hash is shown')
  }
})

test('names of certificates', () => {
  const certificate = `"${fakeHash('zis certificaat')}"`
  const good = ['CN=zis', 'CN=zis,O=Ziekenhuis,C=NL', String.raw`O=A\, B,CN=zis`, 'CN=a=b', 'CN=é']
  for (const name of good) {
    const { perCertificaat } = policyOf(certificate, `'subject:${name}'`)
    assert.deepEqual([...perCertificaat.keys()], [`subject:${name}`])
  }
  const bad = [
    '',
    'zis',
    'O=Ziekenhuis',
    'CN=',
    'CN= zis',
    'CN=zis, O=A',
    'CN=zis,',
    'CN=a+OU=b',
    'CN=a;O=b',
    'CN=<a>',
    'XCN=a',
  ]
  for (const name of bad)
    assert.match(faultsOf(certificate, `'subject:${name}'`).join(), /certificaten\[0\]: moet subject: zijn/, name)
  assert.match(faultsOf(certificate, '"subject:CN=zis", "subject:CN=zis"').join(), /staat ook op regel 32/)
})

test('an issuer is a whole https address and nothing else', () => {
  const bad = [
    'http://idp.test.example',
    'https://',
    'https://a b',
    'https://user@idp.test.example',
    'https://idp.test.example?tenant=1',
    'https://idp.test.example#x',
    'ftp://idp.test.example',
    'idp.test.example',
  ]
  for (const issuer of bad)
    assert.match(faultsOf('https://idp.test.example', issuer).join(), /issuer: moet een https-adres zijn/, issuer)
})

test('a key that lapses within 30 days, and one that has lapsed', () => {
  const warned = (day: string) => {
    const lezing = lezingOf(KEY, `{ sleutel: ${KEY}, geldigTot: 2027-06-30 }`, Date.parse(`${day}T12:00:00+02:00`))
    assert.ok('policy' in lezing)
    return lezing.waarschuwingen.map(writeFault)
  }
  assert.deepEqual(warned('2027-05-31'), [])
  assert.match(warned('2027-06-01').join(), /^p:41:\d+ .*geldigTot: de sleutel verloopt binnen 30 dagen/)
  assert.match(warned('2027-06-30').join(), /binnen 1 dag;/)
  assert.match(warned('2027-07-01').join(), /de sleutel is verlopen/)
})
