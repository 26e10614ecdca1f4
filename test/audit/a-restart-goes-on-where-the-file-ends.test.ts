// What a start finds in the file: nothing, a chain to go on from, or half a line that a crash left.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openFileSink } from '../../src/audit/file-sink.ts'
import { AuditUnavailable } from '../../src/audit/unavailable.ts'
import { verify } from '../../src/audit/verify.ts'
import { makeDirectory, makeRegel, openAudit, readRegels, withId, writeChain } from './parts.ts'

async function lastHash(path: string): Promise<string | null> {
  const sink = await openFileSink(path)
  await sink.close()
  return sink.lastHash
}

test('a new file is readable by its owner alone', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  await writeChain(path, 1)
  assert.equal((await stat(path)).mode & 0o777, 0o600)
})

test('the first line of a new chain names the last of the one before', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { hash } = await writeChain(path, 3, 'first')
  await writeChain(path, 2, 'second')
  const regels = await readRegels(path)
  assert.deepEqual(
    regels.map(({ keten, volgnummer }) => `${keten} ${volgnummer}`),
    ['first 1', 'first 2', 'first 3', 'second 1', 'second 2'],
  )
  assert.equal(regels[3]?.vorige, hash)
})

test('a line longer than is read at once is found as the last', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const audit = await openAudit(path)
  const betrokkenen = Array.from({ length: 5000 }, (_, n) => `k1:${String(n).padStart(32, '0')}`)
  await audit.schrijf(makeRegel({ betrokkenen }))
  await audit.close()
  assert.equal(await lastHash(path), audit.head().hash)
})

for (const rest of ['{"tijdstip":"2026-', ' '.repeat(4096), 'x'.repeat(200_000)]) {
  test(`behind ${rest.length} bytes of an unfinished line a new line begins, and the chain stays whole`, async (t) => {
    const path = join(await makeDirectory(t), 'audit.jsonl')
    const { hash } = await writeChain(path, 2)
    await appendFile(path, rest)
    const before = await readFile(path, 'utf8')

    const audit = await openAudit(path)
    assert.equal(audit.head().hash, hash)
    assert.equal(await readFile(path, 'utf8'), before, 'nothing is written before there is a line')
    await audit.schrijf(withId('after'))
    await audit.schrijf(withId('after'))
    await audit.close()

    const after = await readFile(path, 'utf8')
    assert.ok(after.startsWith(`${before}\n{`))
    const { gebrek, onafgemaakt, regels } = await verify([path])
    assert.deepEqual({ gebrek, onafgemaakt, regels }, { gebrek: undefined, onafgemaakt: [`${path}:3`], regels: 4 })
  })
}

test('a last line that lacks only its newline counts as whole', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { hash } = await writeChain(path, 2)
  await writeFile(path, (await readFile(path)).subarray(0, -1))
  assert.equal(await lastHash(path), hash)
  await writeChain(path, 1)
  assert.deepEqual((await verify([path])).onafgemaakt, [])
})

test('a place where nothing can be written is one clear sentence at start', async (t) => {
  const directory = await makeDirectory(t)
  const fifo = join(directory, 'fifo')
  execFileSync('mkfifo', [fifo])
  const expected = {
    [join(directory, 'absent', 'audit.jsonl')]: 'its directory does not exist',
    [directory]: 'it is a directory',
    [join(fifo, 'audit.jsonl')]: 'part of its path is not a directory',
    [fifo]: 'it is not a regular file',
  }
  for (const [path, reason] of Object.entries(expected))
    await assert.rejects(openFileSink(path), (fault: Error) => {
      assert.ok(fault instanceof AuditUnavailable)
      assert.equal(fault.message, `cannot open the audit file ${path}: ${reason}`)
      return true
    })
})
