// The client certificate: valid now, meant for clients, with its own key; its end is known.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthority, type Wishes } from '../../src/sandbox/certificates.ts'
import { readIdentity } from '../../src/upstream/identity.ts'

const authority = createAuthority()
const NOW = Date.now()
const DAY = 86_400_000

const read = (wishes: Wishes = {}, passphrase?: string) => {
  const { cert, key } = authority.client(wishes)
  return readIdentity({ cert: Buffer.from(cert), key: Buffer.from(key), passphrase }, NOW)
}

test('a sound one has no faults, and its last moment to the second', () => {
  const { identity, faults } = read({ notAfter: NOW + DAY })
  assert.deepEqual(faults, [])
  assert.equal(identity?.expiresAt, Math.floor((NOW + DAY) / 1000) * 1000)
})

for (const [name, wishes, says] of [
  ['expired', { notBefore: NOW - 2 * DAY, notAfter: NOW - DAY }, /^expired on /],
  ['not yet valid', { notBefore: NOW + DAY }, /^not valid before /],
  ['for servers', { usages: ['serverAuth'] }, /lacks clientAuth$/],
] satisfies Array<[string, Wishes, RegExp]>) {
  test(name, () => {
    const { faults } = read(wishes)
    assert.equal(faults.length, 1)
    assert.match(faults[0] ?? '', says)
  })
}

test('for both uses, or without a word on its use, is for clients too', () => {
  assert.deepEqual(read({ usages: ['serverAuth', 'clientAuth'] }).faults, [])
  assert.deepEqual(read({ usages: [] }).faults, [])
})

test('all that is wrong is told together', () => {
  assert.equal(read({ notBefore: NOW - 2 * DAY, notAfter: NOW - DAY, usages: ['serverAuth'] }).faults.length, 2)
})

test('a key of another certificate, a locked key, and no certificate at all give no identity', () => {
  const { cert } = authority.client()
  const other = readIdentity({ cert: Buffer.from(cert), key: Buffer.from(authority.client().key) }, NOW)
  assert.deepEqual(other, { faults: ['the key does not belong to the certificate'] })
  assert.deepEqual(read({ passphrase: 'x' }), {
    faults: ['the key cannot be read: it needs VEKTIS_KEY_PASSPHRASE_FILE'],
  })
  assert.deepEqual(read({ passphrase: 'x' }, 'x').faults, [])
  const { identity, faults } = readIdentity({ cert: Buffer.from('x'), key: Buffer.from('y') }, NOW)
  assert.equal(identity, undefined)
  assert.match(faults[0] ?? '', /^the certificate cannot be read: /)
})
