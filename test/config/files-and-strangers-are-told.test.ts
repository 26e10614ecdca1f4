// Files that cannot be read or hold nothing are faults without a value; names that look like ours are told, not refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'

test('a file that cannot be read is named with the reason, one that is empty too', () => {
  const { files, faults } = loadConfig(
    { VEKTIS_TOKEN_FILE: '/geheim/pad', POLICY_FILE: '/leeg', VEKTIS_CA_FILE: '/goed' },
    (path) => {
      if (path === '/geheim/pad') throw Object.assign(new Error(`EACCES: ${path}`), { code: 'EACCES' })
      return Buffer.from(path === '/leeg' ? '' : 'inhoud')
    },
  )
  const told = faults.map(({ setting, fault }) => `${setting} ${fault}`)
  assert.ok(told.includes('VEKTIS_TOKEN_FILE names a file that cannot be read (EACCES)'))
  assert.ok(told.includes('POLICY_FILE names an empty file'))
  assert.ok(!told.join('\n').includes('/geheim'))
  assert.equal(files.VEKTIS_CA_FILE?.toString(), 'inhoud')
})

test('AUDIT_FILE is written, so it is not read', () => {
  const asked: string[] = []
  loadConfig({ AUDIT_FILE: '/audit/{replica}.jsonl' }, (path) => {
    asked.push(path)
    return Buffer.from('x')
  })
  assert.deepEqual(asked, [])
})

test('a slip of the pen is told; what a cluster puts there, and what is not ours, is not', () => {
  const { strangers } = loadConfig(
    {
      VEKTIS_TOKEN: 'x',
      REDIS_ULR: 'x',
      CACHE_TTL: 'x',
      REDIS_SERVICE_HOST: 'x',
      REDIS_PORT: 'tcp://10.0.0.1:6379',
      REDIS_PORT_6379_TCP_ADDR: 'x',
      PATH: 'x',
      NODE_OPTIONS: 'x',
    },
    () => Buffer.from('x'),
  )
  assert.deepEqual(strangers.sort(), ['CACHE_TTL', 'REDIS_ULR', 'VEKTIS_TOKEN'])
})

test('a value that stands in the prototype of every object is no setting', () => {
  assert.doesNotThrow(() => loadConfig(Object.create({ PORT: 'x' }) as Record<string, string>, () => Buffer.alloc(1)))
})
