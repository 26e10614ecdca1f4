// An own certificate authority, made at start: server certificates for this machine and client certificates at wish.

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { type Clock, systemClock } from '../lib/clock.ts'
import { bits, type Der, integer, octets, oid, sequence, set, tagged, time, utf8, value, yes } from './der.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const usageIds = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' } as const
/** What a certificate may be used for (RFC 5280, 4.2.1.12). */
export type Usage = keyof typeof usageIds

/** A certificate and its private key, both PEM. */
export interface Pair {
  cert: string
  key: string
}

/** How a certificate differs from a sound one, for those who test what is refused. Moments in ms since 1970. */
export interface Wishes {
  commonName?: string
  /** Default: an hour ago. */
  notBefore?: number
  /** Default: 30 days from now. */
  notAfter?: number
  usages?: readonly Usage[]
  /** Encrypts the private key (PKCS #8, AES-256-CBC). */
  passphrase?: string
}

export interface Authority {
  /** The certificate of the authority itself: what both sides trust. */
  caPem: string
  /** A certificate for `localhost`, `127.0.0.1` and `::1`. */
  server: (wishes?: Wishes) => Pair
  client: (wishes?: Wishes) => Pair
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const name = (commonName: string) => sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))))
const extension = (id: string, contents: Der, critical = false) =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(contents))

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
/** An uncompressed P-256 point is the last 65 bytes of its SubjectPublicKeyInfo (RFC 5480, 2.2). */
const keyId = (key: KeyObject) => createHash('sha1').update(spkiOf(key).subarray(-65)).digest()

const keyUsage = (bitmap: number, unused: number) => extension('2.5.29.15', bits(Buffer.from([bitmap]), unused), true)
const isAuthority = (yesOrNo: boolean) => extension('2.5.29.19', yesOrNo ? sequence(yes) : sequence(), true)
const CERT_SIGN_AND_CRL_SIGN = keyUsage(0x06, 1)
const DIGITAL_SIGNATURE = keyUsage(0x80, 7)
const THIS_MACHINE = extension(
  '2.5.29.17',
  sequence(
    value(0x82, Buffer.from('localhost')),
    value(0x87, Buffer.from([127, 0, 0, 1])),
    value(0x87, Buffer.alloc(15), Buffer.from([1])),
  ),
)

interface Content {
  subject: string
  key: KeyObject
  from: number
  until: number
  extensions: Der[]
}

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`

/** Signs one certificate, version 3 (RFC 5280, 4.1). The serial's first byte is 1: positive, and never zero. */
function certify(issuer: { subject: string; publicKey: KeyObject; privateKey: KeyObject }, content: Content): string {
  const toBeSigned = sequence(
    tagged(0, integer(2)),
    integer(1, ...randomBytes(15)),
    ECDSA_SHA256,
    name(issuer.subject),
    sequence(time(content.from), time(content.until)),
    name(content.subject),
    spkiOf(content.key),
    tagged(
      3,
      sequence(
        ...content.extensions,
        extension('2.5.29.14', octets(keyId(content.key))),
        extension('2.5.29.35', sequence(value(0x80, keyId(issuer.publicKey)))),
      ),
    ),
  )
  return pem(sequence(toBeSigned, ECDSA_SHA256, bits(sign('sha256', toBeSigned, issuer.privateKey))))
}

/**
 * Makes an authority with a key of its own (ECDSA P-256); two of them never trust each other's certificates. TLS judges
 * validity by the clock of the machine, so a fake clock is of use here only when it stands near the real time.
 */
export function createAuthority(clock: Clock = systemClock): Authority {
  const keys = newKey()
  // A name of its own: two authorities of one name would make OpenSSL speak of a bad signature, not of an unknown issuer.
  const issuer = { subject: `AGB sandbox CA ${randomBytes(4).toString('hex')}`, ...keys }

  function issue(wishes: Wishes, subject: string, usage: Usage, extra: Der[]): Pair {
    const { publicKey, privateKey } = newKey()
    const { usages = [usage], notBefore = clock.now() - HOUR, notAfter = clock.now() + 30 * DAY, passphrase } = wishes
    const purposes = extension('2.5.29.37', sequence(...usages.map((each) => oid(usageIds[each]))))
    const cert = certify(issuer, {
      subject: wishes.commonName ?? subject,
      key: publicKey,
      from: notBefore,
      until: notAfter,
      extensions: [isAuthority(false), DIGITAL_SIGNATURE, ...(usages.length ? [purposes] : []), ...extra],
    })
    const sealed = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
    return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem', ...sealed }) }
  }

  return {
    caPem: certify(issuer, {
      subject: issuer.subject,
      key: keys.publicKey,
      from: clock.now() - DAY,
      until: clock.now() + 3650 * DAY,
      extensions: [isAuthority(true), CERT_SIGN_AND_CRL_SIGN],
    }),
    server: (wishes = {}) => issue(wishes, 'localhost', 'serverAuth', [THIS_MACHINE]),
    client: (wishes = {}) => issue(wishes, 'agb-gateway', 'clientAuth', []),
  }
}
