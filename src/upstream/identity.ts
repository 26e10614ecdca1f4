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

/** Reads certificate and key. Faults are sentences without a value. @throws never */
export function readIdentity(files: IdentityFiles, now: number): { identity?: Identity; faults: string[] } {
  const { cert, key, pfx, passphrase } = files
  const secret = passphrase !== undefined && { passphrase }
  try {
    const material = pfx ? { pfx, ...secret } : { cert: cert ?? '', key: key ?? '', ...secret }
    const certificate = pfx ? certificateOfPfx(material) : new X509Certificate(cert ?? '')
    if (!pfx && !certificate.checkPrivateKey(createPrivateKey({ key: key ?? '', ...secret })))
      return { faults: ['the key does not belong to the certificate'] }
    tls.createSecureContext(material)
    const expiresAt = certificate.validToDate.getTime()
    return { identity: { material, expiresAt }, faults: checkUse(certificate, now) }
  } catch (fault) {
    // OpenSSL's own words ("bad decrypt", "no start line") tell the cause and hold nothing of the file.
    return { faults: [`cannot be read: ${fault instanceof Error ? fault.message : 'unknown fault'}`] }
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
