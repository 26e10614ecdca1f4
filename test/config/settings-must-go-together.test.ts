// Settings that need or exclude one another: each breach is a fault, named after the setting to change.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'

const SOUND = {
  VEKTIS_URL: 'https://vektis.example',
  VEKTIS_TOKEN_FILE: 'token',
  VEKTIS_CERT_FILE: 'cert',
  VEKTIS_KEY_FILE: 'key',
  POLICY_FILE: 'policy',
  AUDIT_PSEUDONYM_KEY_FILE: 'pseudonyms',
}
const faultsOf = (env: Record<string, string>) =>
  loadConfig({ ...SOUND, ...env }, () => Buffer.from('x')).faults.map(({ setting, fault }) => `${setting} ${fault}`)
const NO_PAIR = { VEKTIS_CERT_FILE: '', VEKTIS_KEY_FILE: '' }

const breaches: Record<string, { env: Record<string, string>; faults: string[] }> = {
  'no identity': { env: NO_PAIR, faults: ['VEKTIS_CERT_FILE is required (or VEKTIS_PFX_FILE)'] },
  'a certificate without key': {
    env: { VEKTIS_KEY_FILE: '' },
    faults: ['VEKTIS_KEY_FILE is required with VEKTIS_CERT_FILE'],
  },
  'two identities': {
    env: { VEKTIS_PFX_FILE: 'pfx' },
    faults: ['VEKTIS_PFX_FILE cannot go with VEKTIS_CERT_FILE and VEKTIS_KEY_FILE; give one of the two'],
  },
  'TLS without key': { env: { TLS_CERT_FILE: 'x' }, faults: ['TLS_KEY_FILE is required with TLS_CERT_FILE'] },
  'TLS without certificate': { env: { TLS_KEY_FILE: 'x' }, faults: ['TLS_CERT_FILE is required with TLS_KEY_FILE'] },
  'client certificates without TLS': {
    env: { TLS_CLIENT_CA_FILE: 'x' },
    faults: ['TLS_CERT_FILE is required with TLS_CLIENT_CA_FILE'],
  },
  'Sentinels and Cluster': {
    env: { REDIS_SENTINELS: 'a:1', REDIS_CLUSTER: 'b:2' },
    faults: ['REDIS_CLUSTER cannot go with REDIS_SENTINELS; give one of the two'],
  },
  'a seal without Redis': {
    env: { REDIS_ENCRYPTION_KEY_FILE: 'x' },
    faults: ['REDIS_ENCRYPTION_KEY_FILE has nothing to encrypt without REDIS_URL'],
  },
}

for (const [name, { env, faults }] of Object.entries(breaches)) {
  test(name, () => {
    assert.deepEqual(faultsOf(env), faults)
  })
}

const sound: Record<string, Record<string, string>> = {
  'the least there can be': {},
  'a PFX': { ...NO_PAIR, VEKTIS_PFX_FILE: 'pfx', VEKTIS_KEY_PASSPHRASE_FILE: 'passphrase' },
  'TLS with client certificates': { TLS_CERT_FILE: 'x', TLS_KEY_FILE: 'y', TLS_CLIENT_CA_FILE: 'z' },
  'Sentinels with a seal': { REDIS_SENTINELS: 'a:1', REDIS_ENCRYPTION_KEY_FILE: 'x' },
  'a Cluster with a seal': { REDIS_CLUSTER: 'a:1', REDIS_ENCRYPTION_KEY_FILE: 'x' },
}

for (const [name, env] of Object.entries(sound)) {
  test(`${name} is sound`, () => {
    assert.deepEqual(faultsOf(env), [])
  })
}
