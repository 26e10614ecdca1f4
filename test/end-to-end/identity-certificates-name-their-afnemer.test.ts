// A client certificate is an afnemer by its fingerprint or by its name, as long as it lasts; a forged one is a 401.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { test } from 'node:test'
import { createAuthority, type Pair } from '../../src/sandbox/certificates.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type GatewayOptions, withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const HOUR = 3_600_000

const hospital = createAuthority()
const pinned = hospital.client({ commonName: 'pinned' })
const fingerprint = ({ cert }: Pair) =>
  `sha256:${new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()}`

const SPECIAL = 'zis, "afdeling" + meer;<é>'

const policy = policyOf(
  { alles: doel() },
  {
    zis: afnemer('zis', ['alles'], { certificaten: ['subject:CN=zis'] }),
    speciaal: afnemer('speciaal', ['alles'], {
      certificaten: [String.raw`subject:CN=zis\, \"afdeling\" \+ meer\;\<é\>`],
    }),
    vinger: afnemer('vinger', ['alles'], { certificaten: [fingerprint(pinned)] }),
    naam: afnemer('naam', ['alles'], { certificaten: ['subject:CN=pinned'] }),
  },
)

function overTls(): GatewayOptions {
  const { cert, key } = hospital.server()
  return {
    policy,
    files: { 'tls.crt': cert, 'tls.key': key, 'callers.crt': hospital.caPem },
    env: { TLS_CERT_FILE: 'tls.crt', TLS_KEY_FILE: 'tls.key', TLS_CLIENT_CA_FILE: 'callers.crt' },
  }
}

async function ask(url: string, pair: Pair, agent: Agent | false = false, reused = false): Promise<number> {
  const outgoing = request(`${url}/v2/landen`, { ca: hospital.caPem, ...pair, agent })
  outgoing.end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  incoming.resume()
  await once(incoming, 'end')
  assert.equal(outgoing.reusedSocket, reused)
  return incoming.statusCode ?? 0
}

test('by name', async (t) => {
  const { url, audit } = await withGateway(t, overTls())
  const caller = () => audit().at(-1)?.['afnemer']

  assert.equal(await ask(url, hospital.client({ commonName: 'zis' })), 200)
  assert.equal(caller(), 'zis')
  assert.equal(await ask(url, hospital.client({ commonName: 'zis' })), 200, 'a renewed one needs no other policy')
  assert.equal(await ask(url, hospital.client({ commonName: SPECIAL })), 200)
  assert.equal(caller(), 'speciaal')

  const lines = audit().length
  const refused: Record<string, Pair> = {
    'the name in another case': hospital.client({ commonName: 'ZIS' }),
    'more behind the name': hospital.client({ commonName: 'zis ' }),
    'the whole name inside a name': hospital.client({ commonName: 'a,CN=zis' }),
    'a line break before the name': hospital.client({ commonName: 'a\nCN=zis' }),
    'the name, by another authority': createAuthority().client({ commonName: 'zis' }),
    'the name, expired': hospital.client({ commonName: 'zis', notAfter: Date.now() - HOUR }),
    'the name, not valid yet': hospital.client({ commonName: 'zis', notBefore: Date.now() + HOUR }),
    'the name, for servers': hospital.client({ commonName: 'zis', usages: ['serverAuth'] }),
    'by fingerprint one caller, by name another': pinned,
  }
  for (const [name, pair] of Object.entries(refused)) assert.equal(await ask(url, pair), 401, name)
  assert.equal(audit().length, lines)
})

test('a connection does not outlive its certificate', async (t) => {
  const clock = createFakeClock(Date.now())
  const { url } = await withGateway(t, { ...overTls(), clock })
  const short = hospital.client({ commonName: 'zis', notAfter: Date.now() + HOUR })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())

  assert.equal(await ask(url, short, agent), 200)
  await clock.advance(2 * HOUR)
  assert.equal(await ask(url, short, agent, true), 401)
})

test('a resumed session carries the judgement of the first', async (t) => {
  const { url } = await withGateway(t, overTls())
  const forged = createAuthority().client({ commonName: 'zis' })
  // Sessions are kept by the agent; every connection closes, so the second resumes the first.
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 })
  for (let turn = 0; turn < 3; turn += 1) assert.equal(await ask(url, forged, agent), 401)
})
