// The client certificate that a caller showed: the names under which the policy may know it, while it is to be trusted.

import { TLSSocket } from 'node:tls'

export interface Certificaat {
  /** Hex SHA-256 fingerprint, and `subject:` with the name; none when the certificate is not to be trusted. */
  namen: readonly string[]
  /** Last moment of the certificate, in ms since the epoch. A connection can outlive it. */
  eindigt: number
}

/**
 * A name as RFC 4514 writes it, from the lines of Node: the last part first, with commas. Node escapes what stands in a
 * value; a part of several attributes (with a bare ` + `) has more than one spelling and names nobody.
 */
export const subjectVan = (lines: string): string | undefined =>
  lines === '' || / \+ /.test(lines) ? undefined : `subject:${lines.split('\n').toReversed().join(',')}`

function readCertificaat(socket: TLSSocket): Certificaat | undefined {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate) return undefined
  const eindigt = certificate.validToDate.getTime()
  if (!socket.authorized) return { namen: [], eindigt }
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
  const subject = subjectVan(certificate.subject)
  return { namen: subject === undefined ? [fingerprint] : [fingerprint, subject], eindigt }
}

/** Reads what the handshake left on a connection, once; undefined when no certificate was shown. */
export function createCertificaten() {
  const read = new WeakMap<TLSSocket, { certificaat: Certificaat | undefined }>()
  return function certificaatVan(socket: unknown): Certificaat | undefined {
    if (!(socket instanceof TLSSocket)) return undefined
    const known = read.get(socket) ?? { certificaat: readCertificaat(socket) }
    read.set(socket, known)
    return known.certificaat
  }
}
