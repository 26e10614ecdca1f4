// The signing keys of one OpenID provider: found by discovery, kept, renewed, and never asked for too often.

import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../lib/clock.ts'
import type { GetJson } from './get-json.ts'

/** Older keys are asked for anew, behind the answer. */
const RENEW_AFTER_MS = 10 * 60_000
/** How long keys count while the issuer cannot be reached: a key it withdrew meanwhile is believed no longer than this. */
const MAX_AGE_MS = 60 * 60_000
/** Between two askings that a token brought about, and after one that failed: forged tokens must not become a flood. */
const PAUSE_MS = 5_000
/** Tokens with an unknown key that may wait for the next asking. */
const MAX_WAITING = 100

export interface Keys {
  find: JWTVerifyGetKey
  /** When the asking for them began, on the monotonic clock, in ms. */
  askedAt: number
}

export interface Issuer {
  /** Keys that may be believed. @throws IssuerUnreachable */
  keys: () => Promise<Keys>
  /**
   * Keys asked for at or after this moment (monotonic, in ms): for a token that came then and whose key is unknown. Waits
   * for its turn, so that a key that is new costs no refusal, whoever else brings unknown ones.
   * @throws IssuerUnreachable
   */
  since: (moment: number) => Promise<Keys>
}

/** Nothing can be said of its tokens: neither that they are good, nor that they are not. */
export class IssuerUnreachable extends Error {
  constructor(cause?: unknown) {
    super('the keys of the issuer cannot be had', { cause })
    this.name = 'IssuerUnreachable'
  }
}

export interface IssuerParts {
  /** As `iss` of its tokens. */
  issuer: string
  getJson: GetJson
  clock: Clock
  /** Told of every asking that failed. */
  onFault: (issuer: string, fault: Error) => void
}

const property = (document: unknown, name: string): unknown =>
  typeof document === 'object' && document !== null ? (document as Record<string, unknown>)[name] : undefined

/** OpenID Connect Discovery 1.0, sections 4 and 4.3: the document must name the issuer that was asked, to the letter. */
async function discover(issuer: string, getJson: GetJson): Promise<JSONWebKeySet> {
  const document = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (property(document, 'issuer') !== issuer) throw new Error('the discovery document is of another issuer')
  const place = property(document, 'jwks_uri')
  if (typeof place !== 'string' || URL.parse(place)?.protocol !== 'https:') throw new Error('no https jwks_uri')
  return (await getJson(place)) as JSONWebKeySet
}

export function createIssuer({ issuer, getJson, clock, onFault }: IssuerParts): Issuer {
  let held: Keys | undefined
  let asking: Promise<Keys> | undefined
  let forced: Promise<Keys> | undefined
  let failure: { at: number; fault: Error } | undefined
  let lastForced = Number.NEGATIVE_INFINITY
  let waiting = 0

  async function ask(): Promise<Keys> {
    const askedAt = clock.monotonic()
    try {
      held = { find: createLocalJWKSet(await discover(issuer, getJson)), askedAt }
      failure = undefined
      return held
    } catch (cause) {
      const fault = cause instanceof Error ? cause : new Error('unknown fault')
      failure = { at: clock.monotonic(), fault }
      onFault(issuer, fault)
      throw new IssuerUnreachable(fault)
    }
  }

  /** At most one asking at a time, and none shortly after one that failed. */
  function renew(): Promise<Keys> {
    if (failure && clock.monotonic() - failure.at < PAUSE_MS)
      return Promise.reject(new IssuerUnreachable(failure.fault))
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  async function keys(): Promise<Keys> {
    const age = held ? clock.monotonic() - held.askedAt : Number.POSITIVE_INFINITY
    if (!held || age >= MAX_AGE_MS) return renew()
    if (age >= RENEW_AFTER_MS) renew().catch(() => {})
    return held
  }

  /** The next asking for the sake of a token, when its turn has come. */
  async function force(): Promise<Keys> {
    const rest = lastForced + PAUSE_MS - clock.monotonic()
    if (rest > 0) await clock.sleep(rest)
    lastForced = clock.monotonic()
    // One that is under way may have been answered before the key was there.
    await asking?.catch(() => {})
    return renew()
  }

  async function since(moment: number): Promise<Keys> {
    if (waiting >= MAX_WAITING) throw new IssuerUnreachable()
    waiting += 1
    try {
      // Twice when the asking that we join began before this token came.
      for (;;) {
        if (held && held.askedAt >= moment) return held
        forced ??= force().finally(() => {
          forced = undefined
        })
        await forced
      }
    } finally {
      waiting -= 1
    }
  }

  return { keys, since }
}
