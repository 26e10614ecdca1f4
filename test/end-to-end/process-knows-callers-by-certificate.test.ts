// HTTPS for callers: a client certificate in the policy names its holder; one that is not to be trusted is a 401 in words.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { createAuthority, type Pair } from '../../src/sandbox/certificates.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { gatewayFiles, startProcess } from '../support/process-gateway.ts'
import { withSandbox } from '../support/sandbox.ts'

const DAY = 86_400_000
const callers = createAuthority()
const known = callers.client({ commonName: 'bekend' })
const expired = callers.client({ notBefore: Date.now() - 2 * DAY, notAfter: Date.now() - DAY })
const foreign = createAuthority().client()
const forServers = callers.server()

const fingerprint = ({ cert }: Pair) =>
  `sha256:${new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()}`

const policy = policyOf(
  { alles: doel() },
  {
    alles: afnemer('alles', ['alles']),
    // An expired certificate and one of another authority stand in the policy too: that must not be enough.
    systeem: afnemer('systeem', ['alles'], { certificaten: [known, expired, foreign, forServers].map(fingerprint) }),
  },
)

async function open(t: TestContext) {
  const sandbox = await withSandbox(t)
  const files = gatewayFiles(t, sandbox, policy)
  const { cert, key } = callers.server()
  const gateway = await startProcess(t, {
    ...files.env,
    TLS_CERT_FILE: files.write('tls.pem', cert),
    TLS_KEY_FILE: files.write('tls.key', key),
    TLS_CLIENT_CA_FILE: files.write('callers.pem', callers.caPem),
  })
  const ask = (pair?: Pair, headers: Record<string, string> = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<{
      status: number
      body: string
      hsts: string | undefined
    }>()
    const options = { ca: callers.caPem, agent: false, headers, ...pair }
    request(`${gateway.url}/v2/zorgverleners/03000001`, options, (response) => {
      const { statusCode: status = 0, headers } = response
      text(response).then((body) => resolve({ status, body, hsts: headers['strict-transport-security'] }), reject)
    })
      .once('error', reject)
      .end()
    return promise
  }
  return { gateway, files, ask }
}

test('over TLS by certificate', async (t) => {
  const { gateway, files, ask } = await open(t)
  assert.match(gateway.url, /^https:/)

  const asKnown = await ask(known)
  assert.equal(asKnown.status, 200)
  assert.equal(asKnown.hsts, 'max-age=31536000')
  assert.equal(files.audit().at(-1)?.['afnemer'], 'systeem')

  assert.equal((await ask(undefined, { authorization: 'Bearer sleutel-alles' })).status, 200)
  assert.equal(files.audit().at(-1)?.['afnemer'], 'alles')
  assert.equal((await ask(known, { authorization: 'Bearer sleutel-systeem' })).status, 200)

  const lines = files.audit().length
  const refused: Array<[string, Pair | undefined, Record<string, string>]> = [
    ['no certificate and no key', undefined, {}],
    ['of another authority', foreign, {}],
    ['expired', expired, {}],
    ['for servers', forServers, {}],
    ['not in the policy', callers.client(), {}],
    ['a bad one beside a good key', expired, { authorization: 'Bearer sleutel-systeem' }],
    ['one caller by certificate, another by key', known, { authorization: 'Bearer sleutel-alles' }],
  ]
  for (const [name, pair, headers] of refused) {
    const { status, body } = await ask(pair, headers)
    assert.equal(status, 401, name)
    assert.equal((JSON.parse(body) as { code: string }).code, 'onbekende-afnemer', name)
  }
  assert.equal(files.audit().length, lines)
  for (const name of ['bekend', fingerprint(known).slice(7)]) assert.ok(!gateway.stderr().includes(name), name)
})
