// Tokens of OpenID providers: whose it is by the policy, and whether it is genuine, for us, and of now.

import { errors, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { type Afnemer, type Policy, type Tokenhouder, tokenNaam } from '../doelbinding/policy.ts'
import { hashVan } from '../doelbinding/sleutel.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { type Claims, readClaims } from './claims.ts'
import { createIssuer, type Issuer, type IssuerParts, type Keys } from './issuer.ts'

/** Signatures by a private key alone. Never `none`, nor HS*: the public key would then be the secret. RFC 8725 3.1. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** How far the issuer's clock and ours may differ, in seconds. */
const TOLERANCE_SECONDS = 10
/** Tokens of which the outcome is remembered, per set of keys. */
const MAX_VERIFIED = 1_000

export type TokenParts = Omit<IssuerParts, 'issuer'>

/** A token that was found genuine under these keys: until when it holds, in ms since the epoch. */
type Verified = LRUCache<string, number>

export function createTokens({ clock, ...parts }: TokenParts & { clock: Clock }) {
  const issuers = new Map<string, Issuer>()
  // Kept with the keys: when an issuer withdraws one, what was signed with it is looked at again.
  const verified = new WeakMap<Keys, Verified>()

  function issuerOf(issuer: string): Issuer {
    const known = issuers.get(issuer) ?? createIssuer({ issuer, clock, ...parts })
    issuers.set(issuer, known)
    return known
  }

  function verifiedWith(keys: Keys): Verified {
    const known = verified.get(keys) ?? new LRUCache<string, number>({ max: MAX_VERIFIED })
    verified.set(keys, known)
    return known
  }

  /** Is it genuine? Undefined: its key is not among these. */
  async function isGenuine(
    jwt: string,
    { issuer }: Claims,
    audience: string,
    keys: Keys,
  ): Promise<boolean | undefined> {
    const known = verifiedWith(keys)
    const name = `${hashVan(jwt)} ${audience}`
    const until = known.get(name)
    if (until !== undefined) return clock.now() < until
    try {
      const { payload } = await jwtVerify(jwt, keys.find, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp'],
      })
      known.set(name, ((payload.exp ?? 0) + TOLERANCE_SECONDS) * 1000)
      return true
    } catch (fault) {
      return fault instanceof errors.JWKSNoMatchingKey ? undefined : false
    }
  }

  async function isTrue(jwt: string, claims: Claims, { audience }: Tokenhouder): Promise<boolean> {
    const arrived = clock.monotonic()
    const issuer = issuerOf(claims.issuer)
    const genuine = await isGenuine(jwt, claims, audience, await issuer.keys())
    // Its key may be newer than our copy.
    return genuine ?? (await isGenuine(jwt, claims, audience, await issuer.since(arrived))) ?? false
  }

  /**
   * Who holds this token by the policy; undefined when it is not genuine, not for us, not of now, or nobody's.
   * @throws Problem `identiteit-niet-te-controleren` when its issuer cannot be reached
   */
  return async function houderVan(policy: Policy, jwt: string): Promise<Afnemer | undefined> {
    const claims = readClaims(jwt)
    // Before anything is asked of anyone: who is not in the policy costs the issuer nothing.
    const houder = claims && policy.perToken.get(tokenNaam(claims))
    if (!claims || !houder) return undefined
    try {
      return (await isTrue(jwt, claims, houder)) ? houder.afnemer : undefined
    } catch (cause) {
      throw new Problem(
        'identiteit-niet-te-controleren',
        'De uitgever van het token antwoordt niet. Vraag het straks opnieuw, of gebruik een sleutel.',
        { headers: { 'Retry-After': '5' }, cause },
      )
    }
  }
}

export type HouderVan = ReturnType<typeof createTokens>
