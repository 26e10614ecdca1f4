// From environment to values and file contents: pure but for reading files, and total: every fault at once, by name.

import { type SettingName, settings, type Values } from './schema.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export type ReadFile = (path: string) => Buffer

export interface ConfigFault {
  setting: string
  /** What is wrong and what it must be; never the value itself. */
  fault: string
}

type FileSetting = Extract<SettingName, `${string}_FILE`>
/** AUDIT_FILE is written, not read. */
type ReadableFile = Exclude<FileSetting, 'AUDIT_FILE'>
export type Files = Partial<Record<ReadableFile, Buffer>>

export interface Loaded {
  values: Values
  files: Files
  faults: ConfigFault[]
  /** Names in the environment that look like ours but are not: most likely a slip of the pen. */
  strangers: string[]
}

const PREFIXES = [
  'VEKTIS_',
  'REDIS_',
  'TLS_',
  'AUDIT_',
  'CACHE_',
  'MANAGEMENT_',
  'POLICY_',
  'MUTATION_',
  'CALLER_',
  'ENUMERATIE_',
  'OTLP_',
  'OIDC_',
]

/** What Kubernetes puts into every container for a Service named, say, `redis`. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT)(_\w+)?|PORT(_\d+_(TCP|UDP)(_\w+)?)?)$/

const strangersIn = (env: Environment): string[] =>
  Object.keys(env).filter(
    (name) =>
      PREFIXES.some((prefix) => name.startsWith(prefix)) && !Object.hasOwn(settings, name) && !SERVICE_LINK.test(name),
  )

function readValues(env: Environment): { values: Values; faults: ConfigFault[] } {
  const faults: ConfigFault[] = []
  const read = (name: SettingName): unknown => {
    const setting: {
      read: (text: string) => { value: unknown } | { must: string }
      default?: string
      required?: boolean
    } = settings[name]
    // An empty value is how Compose and Helm write "not set".
    const text = env[name] || setting.default
    if (text === undefined) {
      if (setting.required) faults.push({ setting: name, fault: 'is required' })
      return undefined
    }
    const result = setting.read(text)
    if ('value' in result) return result.value
    faults.push({ setting: name, fault: `must ${result.must}` })
    return undefined
  }
  const values = Object.fromEntries((Object.keys(settings) as SettingName[]).map((name) => [name, read(name)]))
  return { values: values as Values, faults }
}

function readFiles(values: Values, readFile: ReadFile): { files: Files; faults: ConfigFault[] } {
  const files: Files = {}
  const faults: ConfigFault[] = []
  for (const [name, path] of Object.entries(values) as Array<[ReadableFile, unknown]>) {
    if (!name.endsWith('_FILE') || (name as string) === 'AUDIT_FILE' || typeof path !== 'string') continue
    try {
      files[name] = readFile(path)
      if (files[name].length === 0) faults.push({ setting: name, fault: 'names an empty file' })
    } catch (fault) {
      const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown'
      faults.push({ setting: name, fault: `names a file that cannot be read (${code})` })
    }
  }
  return { files, faults }
}

/** Settings that only make sense together. */
function together(values: Values): ConfigFault[] {
  const faults: ConfigFault[] = []
  const has = (name: SettingName) => values[name] !== undefined
  const needs = (name: SettingName, other: SettingName) => {
    if (has(name) && !has(other)) faults.push({ setting: other, fault: `is required with ${name}` })
  }
  if (has('VEKTIS_PFX_FILE') && (has('VEKTIS_CERT_FILE') || has('VEKTIS_KEY_FILE')))
    faults.push({
      setting: 'VEKTIS_PFX_FILE',
      fault: 'cannot go with VEKTIS_CERT_FILE and VEKTIS_KEY_FILE; give one of the two',
    })
  if (!has('VEKTIS_PFX_FILE') && !has('VEKTIS_CERT_FILE'))
    faults.push({ setting: 'VEKTIS_CERT_FILE', fault: 'is required (or VEKTIS_PFX_FILE)' })
  needs('VEKTIS_CERT_FILE', 'VEKTIS_KEY_FILE')
  needs('VEKTIS_KEY_FILE', 'VEKTIS_CERT_FILE')
  needs('TLS_CERT_FILE', 'TLS_KEY_FILE')
  needs('TLS_KEY_FILE', 'TLS_CERT_FILE')
  needs('TLS_CLIENT_CA_FILE', 'TLS_CERT_FILE')
  needs('OTLP_HEADERS_FILE', 'OTLP_URL')
  needs('OTLP_CA_FILE', 'OTLP_URL')
  if (values.PORT && values.PORT === values.MANAGEMENT_PORT)
    faults.push({ setting: 'MANAGEMENT_PORT', fault: 'cannot be PORT: the management door is not for callers' })
  if (has('REDIS_SENTINELS') && has('REDIS_CLUSTER'))
    faults.push({ setting: 'REDIS_CLUSTER', fault: 'cannot go with REDIS_SENTINELS; give one of the two' })
  if (has('REDIS_ENCRYPTION_KEY_FILE') && !has('REDIS_URL') && !has('REDIS_SENTINELS') && !has('REDIS_CLUSTER'))
    faults.push({ setting: 'REDIS_ENCRYPTION_KEY_FILE', fault: 'has nothing to encrypt without REDIS_URL' })
  return faults
}

/** Reads all, and reports every fault together. What a file holds is judged by whoever owns its contents. */
export function loadConfig(env: Environment, readFile: ReadFile): Loaded {
  const { values, faults } = readValues(env)
  const { files, faults: unreadable } = readFiles(values, readFile)
  const lone = together(values).filter(({ setting }) => !faults.some((fault) => fault.setting === setting))
  return { values, files, faults: [...faults, ...unreadable, ...lone], strangers: strangersIn(env) }
}
