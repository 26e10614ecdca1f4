// Each setting: its default, what it takes, and what it refuses with a word on what it must be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { type SettingName, settings } from '../../src/config/schema.ts'

interface Case {
  /** Undefined: none. */
  default?: unknown
  good: Array<[text: string, value: unknown]>
  bad: string[]
}

const path: Case = { good: [['/run/x', '/run/x']], bad: [] }
const port = (value: number): Case => ({
  default: value,
  good: [
    ['0', 0],
    ['65535', 65535],
  ],
  bad: ['-1', '65536', '80a', ' 80', '8e1', '0x50'],
})
const whole = (value: number, min: number, max: number): Case => ({
  default: value,
  good: [
    [String(min), min],
    [String(max), max],
  ],
  bad: [String(min - 1), String(max + 1), '1.5', 'tien', '99999999999'],
})
const hosts: Case = {
  good: [
    [
      'a:1, [::1]:26379',
      [
        { host: 'a', port: 1 },
        { host: '::1', port: 26379 },
      ],
    ],
  ],
  bad: ['a', 'a:', ':1', 'a:1,', 'a:1;b:2', 'a:99999'],
}

const cases: Partial<Record<SettingName, Case>> = {
  HOST: { default: '0.0.0.0', good: [['::1', '::1']], bad: [] },
  PORT: port(8080),
  MANAGEMENT_HOST: { default: '0.0.0.0', good: [['127.0.0.1', '127.0.0.1']], bad: [] },
  MANAGEMENT_PORT: port(9090),
  TLS_CERT_FILE: path,
  TLS_KEY_FILE: path,
  TLS_CLIENT_CA_FILE: path,
  VEKTIS_URL: {
    good: [['https://vektis.example/agb', 'https://vektis.example/agb']],
    bad: ['http://x', 'vektis.example', 'ftp://x', 'https://', 'https://u:p@x', 'https://x/?a=1', 'https://x/#a'],
  },
  VEKTIS_TOKEN_FILE: path,
  VEKTIS_CERT_FILE: path,
  VEKTIS_KEY_FILE: path,
  VEKTIS_KEY_PASSPHRASE_FILE: path,
  VEKTIS_PFX_FILE: path,
  VEKTIS_CA_FILE: path,
  VEKTIS_CALLS_PER_SECOND: whole(10, 1, 1000),
  VEKTIS_TIMEOUT_MS: whole(10_000, 100, 300_000),
  REPLICAS: whole(0, 0, 100),
  VEKTIS_DATE_FORMAT: {
    default: 'yyyy-MM-dd',
    good: [
      ['yyyyMMdd', 'yyyyMMdd'],
      ['dd-MM-yyyy', 'dd-MM-yyyy'],
    ],
    bad: ['yyyy-MM', 'jjjj-mm-dd', 'yyyy/MM/dd', 'yyyy-MM-dd?', 'yyyy.MM.ddMM'],
  },
  REDIS_URL: {
    good: [
      ['rediss://u:p@h:1/2', 'rediss://u:p@h:1/2'],
      ['redis://h', 'redis://h'],
    ],
    bad: [
      'http://redis',
      'redis',
      'localhost:6379',
      'redis://h/abc',
      'redis://h/0/a',
      'redis://h/-1',
      'redis://:%zz@h',
    ],
  },
  REDIS_SENTINELS: hosts,
  REDIS_CLUSTER: hosts,
  REDIS_ENCRYPTION_KEY_FILE: path,
  POLICY_FILE: path,
  AUDIT_FILE: path,
  AUDIT_PSEUDONYM_KEY_FILE: path,
  REPLICA_NAME: { good: [['agb-gateway-0', 'agb-gateway-0']], bad: ['a b', 'a/b', 'é', 'x'.repeat(65)] },
  MUTATION_POLL_SECONDS: whole(300, 1, 86_400),
  CACHE_TTL_SECONDS: whole(86_400, 0, 31_536_000),
  CACHE_STALE_SECONDS: whole(86_400, 0, 31_536_000),
  CACHE_MEMORY_MB: whole(256, 1, 1_048_576),
  CALLER_TIMEOUT_MS: whole(10_000, 1, 60_000),
  SHUTDOWN_DELAY_SECONDS: whole(5, 0, 600),
  LOG_LEVEL: { default: 'info', good: [['silent', 'silent']], bad: ['INFO', 'verbose'] },
}

const noFile = () => Buffer.from('x')
const load = (name: SettingName, text?: string) => {
  const { values, faults } = loadConfig(text === undefined ? {} : { [name]: text }, noFile)
  return { value: values[name], faults: faults.filter(({ setting }) => setting === name) }
}

for (const [name, { default: value, good, bad }] of Object.entries(cases) as Array<[SettingName, Case]>) {
  test(name, () => {
    assert.deepEqual(load(name).value, value)
    // Compose and Helm write an empty value for "not set".
    assert.deepEqual(load(name, '').value, value)
    for (const [text, expected] of good) assert.deepEqual(load(name, text).value, expected, text)
    for (const text of bad) {
      const { value: read, faults } = load(name, text)
      assert.equal(read, undefined, text)
      assert.equal(faults.length, 1, text)
      assert.match(faults[0]?.fault ?? '', /^must be /)
      // A short one can be part of the demand itself, as the 0 in "from 1 to 1000".
      assert.ok(text.length < 8 || !faults[0]?.fault.includes(text), `shows ${text}`)
    }
  })
}

test('every setting says what it is, and every default is one that it takes', () => {
  for (const [name, { says, read, default: value }] of Object.entries(settings) as Array<
    [string, { says: string; read: (text: string) => object; default?: string }]
  >) {
    assert.ok(says.length > 3, name)
    if (value !== undefined) assert.ok('value' in read(value), name)
  }
})

test('the required ones are named when they are missing', () => {
  const told = loadConfig({}, noFile).faults.map(({ setting, fault }) => `${setting} ${fault}`)
  const required = new Set(told)
  for (const name of ['VEKTIS_URL', 'VEKTIS_TOKEN_FILE', 'POLICY_FILE', 'AUDIT_PSEUDONYM_KEY_FILE'])
    assert.ok(required.has(`${name} is required`), name)
})
