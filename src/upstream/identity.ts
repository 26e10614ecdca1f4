// The hospital's client certificate: read, checked as Vektis checks it (valid now, for clients), with its end.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import tls from 'node:tls'

export interface Identity {
  /** What a TLS connection needs. */
  material: tls.SecureContextOptions
  /** Last moment of the certificate, in ms since the epoch. */
  expiresAt: number
}

export interface IdentityFiles {
  cert?: Buffer | undefined
  key?: Buffer | undefined
  pfx?: Buffer | undefined
  passphrase?: string | undefined
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

/** The certificate inside a PFX. Node has no reader for PFX but its TLS context, which hands the certificate back. */
function certificateOfPfx(material: tls.SecureContextOptions): X509Certificate {
  const context = tls.createSecureContext(material).context as { getCertificate: () => Buffer }
  return new X509Certificate(context.getCertificate())
}

/** OpenSSL's own words tell the cause and hold nothing of the file; where they puzzle, ours stand instead. */
function reasonOf(fault: unknown): string {
  const words = fault instanceof Error ? fault.message : 'unknown fault'
  if (/interrupted or cancelled|passphrase required/i.test(words)) return 'it needs VEKTIS_KEY_PASSPHRASE_FILE'
  if (/bad decrypt|mac verify failure/i.test(words)) return 'the passphrase does not fit'
  return words
}

function readPart<T>(part: string, read: () => T): T {
  try {
    return read()
  } catch (fault) {
    throw new Error(`${part} cannot be read: ${reasonOf(fault)}`, { cause: fault })
  }
}

/** Reads certificate and key. Faults are sentences without a value. @throws never */
export function readIdentity(files: IdentityFiles, now: number): { identity?: Identity; faults: string[] } {
  const { cert = '', key = '', pfx, passphrase } = files
  const secret = passphrase !== undefined && { passphrase }
  try {
    const material = pfx ? { pfx, ...secret } : { cert, key, ...secret }
    const certificate = pfx
      ? readPart('it', () => certificateOfPfx(material))
      : readPart('the certificate', () => new X509Certificate(cert))
    if (!pfx && !certificate.checkPrivateKey(readPart('the key', () => createPrivateKey({ key, ...secret }))))
      return { faults: ['the key does not belong to the certificate'] }
    tls.createSecureContext(material)
    const expiresAt = certificate.validToDate.getTime()
    return { identity: { material, expiresAt }, faults: checkUse(certificate, now) }
  } catch (fault) {
    return { faults: [reasonOf(fault)] }
  }
}

/** Vektis looks at validity, type and issuer (FAQ Raadpleegdienst 2.2); the issuer only it can judge. */
function checkUse(certificate: X509Certificate, now: number): string[] {
  const faults: string[] = []
  if (certificate.validToDate.getTime() < now) faults.push(`expired on ${certificate.validTo}`)
  if (certificate.validFromDate.getTime() > now) faults.push(`not valid before ${certificate.validFrom}`)
  const usages = certificate.keyUsage as string[] | undefined
  if (usages && !usages.includes(CLIENT_AUTH)) faults.push('not meant for clients: extended key usage lacks clientAuth')
  return faults
}
