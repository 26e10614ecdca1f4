// Every environment variable: what it is, what it defaults to, how it is read.

/** Reads one value: the value itself, or what it must look like instead. */
export type ReadValue<T> = (text: string) => { value: T } | { must: string }

export interface Setting<T> {
  /** One line for people. */
  says: string
  read: ReadValue<T>
  /** As it would be written in the environment; absent: no default. */
  default?: string
  required?: boolean
}

const text: ReadValue<string> = (value) => ({ value })
const matching =
  (pattern: RegExp, must: string): ReadValue<string> =>
  (value) =>
    pattern.test(value) ? { value } : { must }

const integer =
  (min: number, max: number): ReadValue<number> =>
  (value) =>
    /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max
      ? { value: Number(value) }
      : { must: `be a whole number from ${min} to ${max}` }

const oneOf =
  (...words: string[]): ReadValue<string> =>
  (value) =>
    words.includes(value) ? { value } : { must: `be one of ${words.join(', ')}` }

const parsed = (value: string): URL => (URL.canParse(value) ? new URL(value) : new URL('about:blank'))

/** Its path goes in front of every question; what else a URL can hold would be passed over without a word. */
const vektisUrl: ReadValue<string> = (value) => {
  const { protocol, username, password, search, hash } = parsed(value)
  return protocol === 'https:' && !username && !password && !search && !hash
    ? { value }
    : { must: 'be an https URL, without user, query or fragment' }
}

const url =
  (protocols: string[], must: string): ReadValue<string> =>
  (value) =>
    protocols.includes(parsed(value).protocol) ? { value } : { must }

const decodable = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

const redisUrl: ReadValue<string> = (value) => {
  const { protocol, username, password, pathname } = parsed(value)
  const right = ['redis:', 'rediss:'].includes(protocol) && /^(\/\d{0,5})?$/.test(pathname)
  return right && decodable(username) && decodable(password)
    ? { value }
    : { must: 'be a redis:// or rediss:// URL, with at most the number of a database behind it' }
}

const flag: ReadValue<boolean> = (value) =>
  ['true', 'false'].includes(value) ? { value: value === 'true' } : { must: 'be true or false' }

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What is sent holds personal data: plain http is for a collector on this machine alone. */
const collectorUrl: ReadValue<string> = (value) => {
  const { protocol, hostname, username } = parsed(value)
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
  return safe && username === '' ? { value } : { must: 'be an https URL, or http on this machine, without a password' }
}

const hostPorts: ReadValue<Array<{ host: string; port: number }>> = (value) => {
  const pairs = value.split(',').map((pair) => /^\s*(\[[0-9a-fA-F:]+\]|[^:\s]+):(\d{1,5})\s*$/.exec(pair))
  return pairs.every((pair) => pair !== null && Number(pair[2]) <= 65_535)
    ? { value: pairs.map((pair) => ({ host: (pair?.[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(pair?.[2]) })) }
    : { must: 'be a list of host:port, separated by commas' }
}

const setting = <T>(read: ReadValue<T>, says: string, value?: string): Setting<T> =>
  value === undefined ? { says, read } : { says, read, default: value }
const required = <T>(read: ReadValue<T>, says: string): Setting<T> => ({ says, read, required: true })

const PORT = integer(0, 65_535)
const SECONDS = integer(0, 31_536_000)

export const settings = {
  HOST: setting(text, 'address on which callers are served', '0.0.0.0'),
  PORT: setting(PORT, 'port for callers; 0 takes a free one', '8080'),
  MANAGEMENT_HOST: setting(text, 'address of /livez, /readyz and /metrics', '0.0.0.0'),
  MANAGEMENT_PORT: setting(PORT, 'port of /livez, /readyz and /metrics; 0 takes a free one', '9090'),
  TLS_CERT_FILE: setting(text, 'certificate for HTTPS to callers, PEM'),
  TLS_KEY_FILE: setting(text, 'its key, PEM'),
  TLS_CLIENT_CA_FILE: setting(text, 'with it, callers may identify by client certificate'),
  OIDC_CA_FILE: setting(text, 'extra trust anchors for the server certificates of OpenID providers, PEM'),
  VEKTIS_URL: required(vektisUrl, 'base URL of the Raadpleegdienst'),
  VEKTIS_TOKEN_FILE: required(text, 'exact value of the Authorization header'),
  VEKTIS_CERT_FILE: setting(text, 'client certificate, PEM; or VEKTIS_PFX_FILE'),
  VEKTIS_KEY_FILE: setting(text, 'its key, PEM'),
  VEKTIS_KEY_PASSPHRASE_FILE: setting(text, 'passphrase of the key or PFX'),
  VEKTIS_PFX_FILE: setting(text, 'client certificate and key in one'),
  VEKTIS_CA_FILE: setting(text, 'extra trust anchors for the server certificate of Vektis, PEM'),
  VEKTIS_CALLS_PER_SECOND: setting(integer(1, 1000), 'the budget, calls a second', '10'),
  VEKTIS_TIMEOUT_MS: setting(integer(100, 300_000), 'one call, in ms', '10000'),
  REPLICAS: setting(
    integer(0, 100),
    'how many replicas there may be; 1: this one is alone and calls on when Redis is away; 0: unknown',
    '0',
  ),
  VEKTIS_DATE_FORMAT: setting(
    matching(
      /^(?=.*yyyy)(?=.*MM)(?=.*dd)(?!.*(yyyy|MM|dd|HH|mm|ss).*\1)[yMdHmsT:. _-]+$/,
      'be made of yyyy, MM, dd, HH, mm, ss, each once',
    ),
    'how dates in paths are written to Vektis',
    'yyyy-MM-dd',
  ),
  REDIS_URL: setting(redisUrl, 'absent: kept in memory, one replica'),
  REDIS_SENTINELS: setting(hostPorts, 'Sentinels, host:port list; REDIS_URL gives user, password and db'),
  REDIS_CLUSTER: setting(hostPorts, 'nodes of a Redis Cluster, host:port list'),
  REDIS_ENCRYPTION_KEY_FILE: setting(text, 'encrypts what is kept in Redis; lines id:64hex, or one bare 64hex'),
  POLICY_FILE: required(text, 'the policy: doelen and afnemers'),
  AUDIT_FILE: setting(text, 'audit lines go here; {replica} is filled in. Absent: standard output'),
  AUDIT_PSEUDONYM_KEY_FILE: required(text, 'keys of the pseudonyms; lines id:64hex, or one bare 64hex'),
  AUDIT_ROTATE_MB: setting(integer(0, 1_048_576), 'a file of this size is rotated away, MiB; 0: never by size', '256'),
  AUDIT_ROTATE_DAILY: setting(flag, 'a file with lines of an earlier day (UTC) is rotated away: true or false', 'true'),
  AUDIT_RETENTION_DAYS: setting(integer(0, 36_525), 'rotated files are deleted after; 0: never', '1827'),
  OTLP_URL: setting(collectorUrl, 'where Logboek Dataverwerkingen spans go, whole URL. Absent: nowhere'),
  OTLP_HEADERS_FILE: setting(text, 'headers of each export; lines Name: value'),
  OTLP_CA_FILE: setting(text, 'extra trust anchors for the server certificate of OTLP_URL, PEM'),
  OTLP_REGISTER_URL: setting(
    url(['https:', 'http:', 'urn:'], 'be an https, http or urn URL'),
    'the register of processing; doel@versie is put behind it as the id of a processing activity',
    'urn:agb-gateway:verwerkingsactiviteit:',
  ),
  REPLICA_NAME: setting(matching(/^[A-Za-z0-9._-]{1,64}$/, 'be 1 to 64 of A-Z a-z 0-9 . _ -'), 'names this replica'),
  MUTATION_POLL_SECONDS: setting(
    integer(1, 86_400),
    'between two polls of the feed of mutations; lists are kept as long',
    '300',
  ),
  CACHE_TTL_SECONDS: setting(SECONDS, 'an answer is fresh for', '86400'),
  CACHE_STALE_SECONDS: setting(SECONDS, 'then servable, flagged, when Vektis fails for', '86400'),
  CACHE_MEMORY_MB: setting(integer(1, 1_048_576), 'bound of the cache in the process, MiB', '256'),
  CALLER_TIMEOUT_MS: setting(integer(1, 60_000), 'how long a caller waits unless it says Prefer: wait=N', '10000'),
  ENUMERATIE_RUN: setting(
    integer(16, 1_000_000),
    'so many codes in rows, in one neighbourhood, or unknown, stop a caller; above 2048: never',
    '80',
  ),
  ENUMERATIE_ONBEKEND_AANDEEL: setting(integer(1, 100), 'unknown codes stop only from this share on, percent', '30'),
  ENUMERATIE_VENSTER_SECONDS: setting(integer(60, 2_678_400), 'how long a question counts', '86400'),
  ENUMERATIE_STOP_SECONDS: setting(integer(60, 2_678_400), 'how long a stop lasts', '3600'),
  ENUMERATIE_DELAY_MS: setting(integer(0, 60_000), 'longest delay of an answer before the stop', '5000'),
  SHUTDOWN_DELAY_SECONDS: setting(integer(0, 600), 'not ready for this long before the door closes', '5'),
  LOG_LEVEL: setting(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'of the application log',
    'info',
  ),
} satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings
type ValueOf<S> = S extends Setting<infer T> ? T : never
/** What is read: undefined where a setting is neither given nor has a default. */
export type Values = { [Name in SettingName]: ValueOf<(typeof settings)[Name]> | undefined }
