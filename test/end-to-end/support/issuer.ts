// An OpenID provider of the test's own: real HTTPS, its own authority, keys that can be rotated, and a count of calls.

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { CompactSign, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { createAuthority } from '../../../src/sandbox/certificates.ts'

export interface TestIssuer {
  /** As `iss`. */
  issuer: string
  /** The authority of its server certificate, PEM. */
  caPem: string
  /** Documents that were asked for so far. */
  calls: () => number
  /** A new key pair under a new id, in place of the ones before or beside them. */
  rotate: (keep?: boolean) => Promise<void>
  /** The public key in use, as its key set has it. */
  publicJwk: () => JWK
  /** A token signed with the key in use; claims and header can be anything. */
  sign: (claims?: Record<string, unknown>, header?: Record<string, unknown>) => Promise<string>
  /** The same over a payload of which every byte is the test's. */
  signText: (payload: string) => Promise<string>
  /** Replaces or adds properties of the discovery document. */
  discovery: (changes: Record<string, unknown>) => void
  /** Answers 500 to everything, until told otherwise. */
  broken: (broken: boolean) => void
}

export const AUDIENCE = 'agb-gateway'
export const CLIENT = 'zis'

export async function startIssuer(
  t: TestContext,
  { alg = 'RS256', now = () => Date.now() }: { alg?: string; now?: () => number } = {},
): Promise<TestIssuer> {
  const authority = createAuthority()
  let counted = 0
  let failing = false
  let current: { kid: string; privateKey: CryptoKey; jwk: JWK }
  let published: JWK[] = []
  let changes: Record<string, unknown> = {}

  const server = createServer(authority.server(), (request, response) => {
    counted += 1
    const document = request.url?.endsWith('/.well-known/openid-configuration')
      ? { issuer, jwks_uri: `${issuer}/keys`, ...changes }
      : { keys: published }
    response.writeHead(failing ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}/realm`

  async function rotate(keep = false): Promise<void> {
    const kid = `key-${randomUUID()}`
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
    current = { kid, privateKey, jwk }
    published = keep ? [...published, jwk] : [jwk]
  }
  await rotate()

  return {
    issuer,
    caPem: authority.caPem,
    calls: () => counted,
    rotate,
    publicJwk: () => current.jwk,
    sign: (claims = {}, header = {}) => {
      const seconds = Math.floor(now() / 1000)
      const payload = { iss: issuer, aud: AUDIENCE, azp: CLIENT, iat: seconds, exp: seconds + 300, ...claims }
      return new SignJWT(payload).setProtectedHeader({ alg, kid: current.kid, ...header }).sign(current.privateKey)
    },
    signText: (payload) =>
      new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg, kid: current.kid }).sign(current.privateKey),
    discovery: (wanted) => {
      changes = wanted
    },
    broken: (wanted) => {
      failing = wanted
    },
  }
}
