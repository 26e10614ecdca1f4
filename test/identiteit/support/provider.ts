// An OpenID provider without a wire: documents handed over as they are, each asking held until the test lets it go.

import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { GetJson } from '../../../src/identiteit/get-json.ts'
import type { FakeClock } from '../../support/fake-clock.ts'

export const ISSUER = 'https://idp.test.example/realm'

export interface Provider {
  getJson: GetJson
  /** Times that the keys were asked for. */
  askings: () => number
  /** Publishes a new key in place of the one before. */
  rotate: () => Promise<void>
  /** Signs with the key in use. */
  sign: (claims?: Record<string, unknown>, header?: Record<string, unknown>) => Promise<string>
  /** Undefined: it answers. */
  fail: (fault: Error | undefined) => void
  /** What is answered instead of the discovery document. */
  discovery: (document: unknown) => void
}

export async function createProvider(clock: FakeClock): Promise<Provider> {
  let askings = 0
  let fault: Error | undefined
  let document: unknown = { issuer: ISSUER, jwks_uri: `${ISSUER}/keys` }
  let kid = ''
  let privateKey: CryptoKey
  let keys: JWK[] = []

  async function rotate(): Promise<void> {
    const pair = await generateKeyPair('ES256', { extractable: true })
    kid = `key ${Number(kid.slice(4)) + 1}`
    privateKey = pair.privateKey
    keys = [{ ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256' }]
  }
  await rotate()

  return {
    rotate,
    askings: () => askings,
    getJson: async (url) => {
      const wantsKeys = url.endsWith('/keys')
      if (wantsKeys) askings += 1
      if (fault) throw fault
      return wantsKeys ? { keys } : document
    },
    sign: (claims = {}, header = {}) => {
      const now = Math.floor(clock.now() / 1000)
      return new SignJWT({ iss: ISSUER, aud: 'agb', azp: 'zis', exp: now + 7200, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid, ...header })
        .sign(privateKey)
    },
    fail: (wanted) => {
      fault = wanted
    },
    discovery: (wanted) => {
      document = wanted
    },
  }
}
