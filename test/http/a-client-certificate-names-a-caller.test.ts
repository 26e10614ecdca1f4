// A client certificate is a credential like a key: trusted and known it names a caller, else the question is 401.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import test from 'node:test'
import { problemIn } from '../end-to-end/support/problem.ts'
import { sendFields } from '../end-to-end/support/wire.ts'
import { createAuthority, type Pair } from '../../src/sandbox/certificates.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const fingerprint = ({ cert }: Pair) =>
  `sha256:${new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()}`

const KEY = { own: 'Authorization: Bearer sleutel-alles', other: 'Authorization: Bearer sleutel-smal' }

test('client certificates', async (t) => {
  const servers = createAuthority()
  const clients = createAuthority()
  const known = clients.client()
  const expired = clients.client({ notAfter: Date.now() - 1000 })
  const { cert, key } = servers.server()
  const files = { 'tls-cert': cert, 'tls-key': key, 'tls-ca': clients.caPem }
  const env = { TLS_CERT_FILE: 'tls-cert', TLS_KEY_FILE: 'tls-key', TLS_CLIENT_CA_FILE: 'tls-ca' }
  // Made by others, but the policy names its fingerprint all the same: the fingerprint alone is not enough.
  const foreign = createAuthority().client()
  const certificaten = [known, expired, foreign].map(fingerprint)
  const policy = policyOf(
    { alles: doel() },
    { alles: afnemer('alles', ['alles'], { certificaten }), smal: afnemer('smal', ['alles']) },
  )
  const { url, audit } = await withGateway(t, { policy, files, env })
  const ask = (pair: Pair | undefined, fields: readonly string[] = []) =>
    sendFields(url, 'GET /v2/landen', fields, { tls: { ca: servers.caPem, ...pair } })

  await t.test('known and trusted, alone or with a key of the same caller', async () => {
    assert.equal((await ask(known)).status, 200)
    assert.equal((await ask(known, [KEY.own])).status, 200)
    assert.deepEqual(
      audit().map((line) => line.afnemer),
      ['alles', 'alles'],
    )
  })

  await t.test('without one a key will do', async () => {
    assert.equal((await ask(undefined, [KEY.own])).status, 200)
    problemIn(await ask(undefined), 401)
  })

  await t.test('beside the key of another it disagrees', async () => {
    problemIn(await ask(known, [KEY.other]), 401, 'onbekende-afnemer')
  })

  await t.test('one that is not to be trusted, or that nobody holds, spoils a good key too', async () => {
    for (const pair of [expired, foreign, clients.client()]) {
      problemIn(await ask(pair), 401, 'onbekende-afnemer')
      problemIn(await ask(pair, [KEY.own]), 401, 'onbekende-afnemer')
    }
  })
})
