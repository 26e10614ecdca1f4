// A write or sync that fails is cut back to the last whole line; the chain goes on as if it had not been tried.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { AuditUnavailable } from '../../src/audit/unavailable.ts'
import { verify } from '../../src/audit/verify.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFaultyDisk, failWith, healed, idsIn, makeDirectory, openAudit, until, withId } from './parts.ts'

type Faulty = ReturnType<typeof createFaultyDisk>

const faults: Record<string, (next: Faulty['next']) => void> = {
  'a write that fails': (next) => next('append', failWith('EIO')),
  'a write that is cut short': (next) => next('append', (file, bytes) => file.append(bytes.subarray(0, 100))),
  'a write that puts all there and then fails': (next) =>
    next('append', async (file, bytes) => {
      await file.append(bytes)
      throw new Error('EIO: injected')
    }),
  'a sync that fails': (next) => next('datasync', failWith('EIO')),
  'a write cut short, and a cut that fails too': (next) => {
    next('append', (file, bytes) => file.append(bytes.subarray(0, 100)))
    next('truncate', failWith('EIO'))
  },
}

for (const [name, inject] of Object.entries(faults)) {
  test(`${name} leaves no gap and no rest`, async (t) => {
    const path = join(await makeDirectory(t), 'audit.jsonl')
    const { disk, next } = createFaultyDisk()
    const clock = createFakeClock()
    const audit = await openAudit(path, { disk, clock })
    await audit.schrijf(withId('before'))
    const before = await readFile(path)
    const head = audit.head()

    inject(next)
    const results = await Promise.allSettled([audit.schrijf(withId('lost-1')), audit.schrijf(withId('lost-2'))])
    for (const result of results) {
      assert.equal(result.status, 'rejected')
      assert.ok(result.reason instanceof AuditUnavailable)
      assert.ok(result.reason.cause instanceof Error)
    }
    assert.equal(audit.faults.length, 1)
    assert.deepEqual(audit.head(), head)

    // The first probe follows at once; only where that one fails too is there a wait for the next.
    assert.equal(await healed(audit, clock), name.includes('a cut that fails too') ? 1 : 0)
    assert.deepEqual(await readFile(path), before)
    await audit.schrijf(withId('after'))
    await audit.close()
    assert.deepEqual(await idsIn(path), ['before', 'after'])
    assert.equal(audit.head().volgnummer, 2)
    assert.equal((await verify([path])).gebrek, undefined)
  })
}

test('while the sink fails nothing is taken, and ready comes back by itself', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, counts, next } = createFaultyDisk()
  const clock = createFakeClock()
  const audit = await openAudit(path, { disk, clock })
  next('append', failWith('EIO'))
  await assert.rejects(audit.schrijf(withId('lost')))
  next('append', failWith('ENOSPC'))
  assert.equal(audit.ready(), false)
  await until(() => clock.sleepers() === 1)
  assert.equal(audit.ready(), false)
  const tried = counts.append
  await assert.rejects(audit.schrijf(withId('refused')), /ENOSPC/)
  assert.equal(counts.append, tried)

  await healed(audit, clock)
  await audit.schrijf(withId('after'))
  await audit.close()
  assert.deepEqual(await idsIn(path), ['after'])
})

test('what a failed commit left is taken back also when the audit is closed at once', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, next } = createFaultyDisk()
  const audit = await openAudit(path, { disk })
  await audit.schrijf(withId('before'))
  next('datasync', failWith('EIO'))
  const lost = assert.rejects(audit.schrijf(withId('lost')))
  await audit.close()
  await lost
  assert.deepEqual(await idsIn(path), ['before'])
})
