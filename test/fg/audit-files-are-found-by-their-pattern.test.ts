// Which files belong to an AUDIT_FILE pattern, in which order, and which do not.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type TestContext, test } from 'node:test'
import { auditFiles, rotatedAt, rotatedPath } from '../../src/audit/files.ts'
import { makeDirectory } from '../audit/parts.ts'

async function found(t: TestContext, pattern: string, names: readonly string[]): Promise<string[]> {
  const directory = await makeDirectory(t)
  for (const name of names) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), '')
  }
  return (await auditFiles(join(directory, pattern))).map((path) => relative(directory, path))
}

test('one replica: rotated files by age, then the one being written; strangers never', async (t) => {
  const own = ['audit.20251231T235959Z.jsonl', 'audit.20260101T000000Z.jsonl', 'audit.jsonl']
  const strangers = [
    'audit.jsonl.gz',
    'audit.2026.jsonl',
    'audit-2.jsonl',
    'gaudit.jsonl',
    'auditXjsonl',
    'audit.jsonl.otlp',
  ]
  assert.deepEqual(await found(t, 'audit.jsonl', [...strangers, ...own.toReversed()]), own)
})

test('each replica by itself, also one whose name holds points', async (t) => {
  const own = ['audit-a.1.20260101T000000Z.jsonl', 'audit-a.1.jsonl', 'audit-b.jsonl']
  assert.deepEqual(await found(t, 'audit-{replica}.jsonl', [...own, 'audit-.jsonl', 'b.jsonl']), own)
})

test('a replica may be named in a directory, and in both', async (t) => {
  const own = ['een/audit.20260101T000000Z.jsonl', 'een/audit.jsonl', 'twee/audit.jsonl']
  assert.deepEqual(await found(t, '{replica}/audit.jsonl', [...own, 'audit.jsonl']), own)
})

test('another extension is kept by the live file alone', async (t) => {
  const own = ['audit.log.20260101T000000Z.jsonl', 'audit.log']
  assert.deepEqual(await found(t, 'audit.log', [...own, 'audit.jsonl']), own)
})

test('a rotated name tells its moment, to the second', () => {
  const moment = Date.parse('2026-11-22T03:14:15.926Z')
  const path = rotatedPath('/var/audit.jsonl', moment)
  assert.equal(path, '/var/audit.20261122T031415Z.jsonl')
  assert.equal(rotatedAt(path), Date.parse('2026-11-22T03:14:15Z'))
  assert.equal(rotatedAt('/var/audit.jsonl'), undefined)
})

test('a directory that is not there is a fault', async () => {
  await assert.rejects(auditFiles('/nergens/audit.jsonl'), { code: 'ENOENT' })
})
