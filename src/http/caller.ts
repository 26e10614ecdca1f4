// Who calls: a key or a client certificate, held against the policy. Keys are only ever compared as SHA-256.

import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Afnemer, Policy } from '../doelbinding/policy.ts'
import { hashVan } from '../doelbinding/sleutel.ts'

const SCHEMES = new Set(['bearer', 'vektis'])

/** The key in an Authorization header: its last word, behind `Bearer`, `Vektis` or nothing. Undefined: another scheme. */
function keyOf(authorization: string): string | undefined {
  const words = authorization.trim().split(/\s+/)
  const [scheme, key] = words.length === 1 ? [undefined, words[0]] : [words[0], words[1]]
  if (words.length > 2 || (scheme !== undefined && !SCHEMES.has(scheme.toLowerCase()))) return undefined
  return key
}

/** Every key that the request brings; an entry that cannot be read is undefined, for it must not be passed over. */
function keysOf(rawHeaders: readonly string[]): Array<string | undefined> {
  const keys: Array<string | undefined> = []
  // Not `headers`: Node keeps only the first of two Authorization headers, and two must name the same caller.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (name === 'authorization') keys.push(keyOf(value))
    else if (name === 'x-api-key') keys.push(value)
  }
  return keys
}

/** Node reads headers as latin1; the key's own bytes are what was hashed. */
const bytesOf = (key: string): Buffer => Buffer.from(key, 'latin1')

/** SHA-256 fingerprint of the certificate that the client showed: hex, `''` when it is not to be trusted, undefined without. */
function fingerprintOf(socket: unknown): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const fingerprint = socket.getPeerCertificate().fingerprint256 as string | undefined
  if (fingerprint === undefined) return undefined
  return socket.authorized ? fingerprint.replaceAll(':', '').toLowerCase() : ''
}

/** The caller, or undefined: no credential, one that nobody holds, or several that do not name the same caller. */
export function findAfnemer(
  policy: Policy,
  request: Pick<IncomingMessage, 'rawHeaders' | 'socket'>,
): Afnemer | undefined {
  const found = keysOf(request.rawHeaders).map((key) =>
    key ? policy.perSleutel.get(hashVan(bytesOf(key))) : undefined,
  )
  const fingerprint = fingerprintOf(request.socket)
  if (fingerprint !== undefined) found.push(policy.perCertificaat.get(fingerprint))
  const [first] = found
  return found.every((afnemer) => afnemer === first) ? first : undefined
}
