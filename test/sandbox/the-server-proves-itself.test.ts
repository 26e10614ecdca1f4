// The server's certificate fits this machine and comes from the authority; another authority does not vouch for it.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import test from 'node:test'
import { createAuthority } from '../../src/sandbox/certificates.ts'

test('the server proves itself', () => {
  const authority = createAuthority()
  const server = new X509Certificate(authority.server().cert)
  const ca = new X509Certificate(authority.caPem)
  assert.ok(server.checkIssued(ca) && server.verify(ca.publicKey))
  assert.ok(server.checkHost('localhost') && server.checkIP('127.0.0.1') && server.checkIP('::1'))
  assert.deepEqual(server.keyUsage, ['1.3.6.1.5.5.7.3.1'])
  assert.equal(server.verify(new X509Certificate(createAuthority().caPem).publicKey), false)
  assert.equal(ca.ca, true)
  assert.equal(server.ca, false)
})
