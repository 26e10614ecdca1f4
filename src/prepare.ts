// From environment to everything the gateway needs, checked by whoever owns it; or every fault at once, by name.

import { X509Certificate } from 'node:crypto'
import { hostname } from 'node:os'
import tls from 'node:tls'
import { type Pseudonyms, readPseudonymKeys } from './audit/pseudonym.ts'
import { type ConfigFault, type Environment, type Files, loadConfig, type ReadFile } from './config/load.ts'
import type { SettingName, Values } from './config/schema.ts'
import { writeFault } from './policy/fault.ts'
import type { Policy } from './doelbinding/policy.ts'
import { readPolicy } from './policy/read-policy.ts'
import { type Keys, readKeys } from './lib/keys.ts'
import { readHeaders } from './logboek/headers.ts'
import { type Identity, readIdentity } from './upstream/identity.ts'

/** Settings that are sure to be there once there are no faults. */
type Defaulted = { [Name in SettingName]-?: NonNullable<Values[Name]> }

export interface Prepared {
  settings: Values &
    Pick<
      Defaulted,
      'HOST' | 'PORT' | 'MANAGEMENT_HOST' | 'MANAGEMENT_PORT' | 'VEKTIS_URL' | 'POLICY_FILE' | NumericDefaults
    >
  replicaName: string
  /** Path of the audit, or undefined: standard output. */
  auditFile: string | undefined
  token: string
  identity: Identity
  vektisCa: Buffer | undefined
  /** Extra trust anchors for OpenID providers. */
  oidcCa: Buffer | undefined
  policy: Policy
  pseudonyms: Pseudonyms
  sealKeys: Keys | undefined
  /** The collector of Logboek Dataverwerkingen spans. */
  otlp: { url: string; headers: Record<string, string>; ca: Buffer | undefined } | undefined
  callerTls: { cert: Buffer; key: Buffer; ca?: Buffer } | undefined
}

type NumericDefaults =
  | 'VEKTIS_CALLS_PER_SECOND'
  | 'VEKTIS_TIMEOUT_MS'
  | 'VEKTIS_DATE_FORMAT'
  | 'REPLICAS'
  | 'AUDIT_ROTATE_MB'
  | 'AUDIT_ROTATE_DAILY'
  | 'AUDIT_RETENTION_DAYS'
  | 'OTLP_REGISTER_URL'
  | 'MUTATION_POLL_SECONDS'
  | 'CACHE_TTL_SECONDS'
  | 'CACHE_STALE_SECONDS'
  | 'CACHE_MEMORY_MB'
  | 'CALLER_TIMEOUT_MS'
  | 'ENUMERATIE_RUN'
  | 'ENUMERATIE_ONBEKEND_AANDEEL'
  | 'ENUMERATIE_VENSTER_SECONDS'
  | 'ENUMERATIE_STOP_SECONDS'
  | 'ENUMERATIE_DELAY_MS'
  | 'SHUTDOWN_DELAY_SECONDS'
  | 'LOG_LEVEL'

export type Preparation = { prepared: Prepared; warnings: string[] } | { faults: ConfigFault[] }

/** Runs one owner's check; what it throws is a fault of that setting. */
function judged<T>(setting: string, faults: ConfigFault[], check: () => T): T | undefined {
  try {
    return check()
  } catch (fault) {
    faults.push({ setting, fault: fault instanceof Error ? fault.message : 'cannot be read' })
    return undefined
  }
}

const firstLine = (bytes: Buffer | undefined): string | undefined => bytes?.toString('utf8').replace(/\r?\n$/, '')

function readToken(bytes: Buffer): string {
  const token = firstLine(bytes) ?? ''
  if (!/^[\x21-\x7e][\x20-\x7e]*$/.test(token)) throw new Error('must hold one line that can stand in a header')
  return token
}

function readPolicyFile(
  path: string,
  bytes: Buffer,
  now: number,
  faults: ConfigFault[],
  warnings: string[],
): Policy | undefined {
  const read = readPolicy(bytes, path, now)
  if ('faults' in read) {
    for (const fault of read.faults) faults.push({ setting: 'POLICY_FILE', fault: writeFault(fault) })
    return undefined
  }
  for (const warning of read.waarschuwingen) warnings.push(`POLICY_FILE ${writeFault(warning)}`)
  return read.policy
}

function readVektisIdentity(files: Files, now: number, faults: ConfigFault[]): Identity | undefined {
  const setting = files.VEKTIS_PFX_FILE ? 'VEKTIS_PFX_FILE' : 'VEKTIS_CERT_FILE'
  if (!files.VEKTIS_PFX_FILE && !(files.VEKTIS_CERT_FILE && files.VEKTIS_KEY_FILE)) return undefined
  const { identity, faults: found } = readIdentity(
    {
      cert: files.VEKTIS_CERT_FILE,
      key: files.VEKTIS_KEY_FILE,
      pfx: files.VEKTIS_PFX_FILE,
      passphrase: firstLine(files.VEKTIS_KEY_PASSPHRASE_FILE),
    },
    now,
  )
  for (const fault of found) faults.push({ setting, fault })
  return identity
}

/** Node passes over what is no certificate: a file without any would leave nobody trusted, and nobody told. */
function checkAnchors(pem: Buffer): void {
  const certificates = pem.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
  if (!certificates) throw new Error('holds no certificate in PEM')
  certificates.forEach((certificate) => new X509Certificate(certificate))
}

function readCallerTls({
  TLS_CERT_FILE: cert,
  TLS_KEY_FILE: key,
  TLS_CLIENT_CA_FILE: ca,
}: Files): Prepared['callerTls'] {
  if (!cert || !key) return undefined
  const material = { cert, key, ...(ca && { ca }) }
  tls.createSecureContext(material)
  return material
}

/** @param now ms since the epoch */
export function prepare(env: Environment, readFile: ReadFile, now: number): Preparation {
  const { values, files, faults, strangers } = loadConfig(env, readFile)
  const warnings = strangers.map((name) => `${name} is not a setting of agb-gateway; see .env.example`)
  const policyBytes = files.POLICY_FILE
  const policy = policyBytes && readPolicyFile(values.POLICY_FILE ?? '', policyBytes, now, faults, warnings)
  const identity = readVektisIdentity(files, now, faults)
  const tokenBytes = files.VEKTIS_TOKEN_FILE
  const token = tokenBytes && judged('VEKTIS_TOKEN_FILE', faults, () => readToken(tokenBytes))
  for (const setting of ['VEKTIS_CA_FILE', 'TLS_CLIENT_CA_FILE', 'OIDC_CA_FILE', 'OTLP_CA_FILE'] as const) {
    const anchors = files[setting]
    if (anchors) judged(setting, faults, () => checkAnchors(anchors))
  }
  const pseudonymBytes = files.AUDIT_PSEUDONYM_KEY_FILE
  const pseudonyms =
    pseudonymBytes &&
    judged('AUDIT_PSEUDONYM_KEY_FILE', faults, () => readPseudonymKeys(pseudonymBytes.toString('utf8')))
  const sealBytes = files.REDIS_ENCRYPTION_KEY_FILE
  const sealKeys = sealBytes && judged('REDIS_ENCRYPTION_KEY_FILE', faults, () => readKeys(sealBytes.toString('utf8')))
  const headerBytes = files.OTLP_HEADERS_FILE
  const headers =
    (headerBytes && judged('OTLP_HEADERS_FILE', faults, () => readHeaders(headerBytes.toString('utf8')))) ?? {}
  const callerTls = judged('TLS_CERT_FILE', faults, () => readCallerTls(files))
  if (faults.length > 0 || !policy || !identity || !token || !pseudonyms) return { faults }
  const replicaName = values.REPLICA_NAME ?? hostname()
  return {
    warnings,
    prepared: {
      // Without faults every setting that is required or has a default has its value.
      settings: values as Prepared['settings'],
      replicaName,
      auditFile: values.AUDIT_FILE?.replaceAll('{replica}', replicaName),
      token,
      identity,
      vektisCa: files.VEKTIS_CA_FILE,
      oidcCa: files.OIDC_CA_FILE,
      policy,
      pseudonyms,
      sealKeys,
      otlp: values.OTLP_URL === undefined ? undefined : { url: values.OTLP_URL, headers, ca: files.OTLP_CA_FILE },
      callerTls,
    },
  }
}
