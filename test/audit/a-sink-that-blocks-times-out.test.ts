// A disk that hangs is as bad as one that fails: everybody is told in time, and what ends late is taken back.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { verify } from '../../src/audit/verify.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createBarrier, createFaultyDisk, healed, idsIn, makeDirectory, openAudit, withId } from './parts.ts'

for (const operation of ['append', 'datasync'] as const) {
  test(`a ${operation} that hangs is given up after the time-out, and cut back when it ends`, async (t) => {
    const path = join(await makeDirectory(t), 'audit.jsonl')
    const { disk, counts, next } = createFaultyDisk()
    const clock = createFakeClock()
    const audit = await openAudit(path, { disk, clock, timeoutMs: 2000 })
    await audit.schrijf(withId('before'))
    const before = await readFile(path)

    const barrier = createBarrier()
    next(operation, async (file, bytes) => {
      await barrier.wait()
      return operation === 'append' ? file.append(bytes) : (await file.datasync(), 0)
    })
    const told: string[] = []
    const hangs = audit.schrijf(withId('hangs')).catch(({ message }: Error) => told.push(message))
    await barrier.reached
    const queued = audit.schrijf(withId('queued')).catch(({ message }: Error) => told.push(message))
    await clock.advance(1999)
    assert.deepEqual(told, [])
    await clock.advance(1)
    await Promise.all([hangs, queued])
    assert.deepEqual(told, Array(2).fill('the audit was not written within 2000 ms'))
    assert.equal(audit.faults.length, 1)

    // The sink is not touched while the operation hangs, however long that takes.
    const touched = { ...counts }
    await clock.advance(60_000)
    await assert.rejects(audit.schrijf(withId('refused')))
    assert.equal(audit.ready(), false)
    assert.deepEqual(counts, touched)

    barrier.open()
    await healed(audit, clock)
    assert.deepEqual(await readFile(path), before)
    await audit.schrijf(withId('after'))
    await audit.close()
    assert.deepEqual(await idsIn(path), ['before', 'after'])
    assert.equal((await verify([path])).gebrek, undefined)
  })
}

test('an audit on a disk that hangs can still be closed', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, next } = createFaultyDisk()
  const clock = createFakeClock()
  const audit = await openAudit(path, { disk, clock, timeoutMs: 2000 })
  const barrier = createBarrier()
  next('datasync', async () => {
    await barrier.wait()
    return 0
  })
  const hangs = assert.rejects(audit.schrijf(withId('hangs')))
  await barrier.reached
  const closing = audit.close()
  // The commit, the healing, the sink: each is given up after its own time-out.
  for (let step = 0; step < 3; step += 1) await clock.advance(2000)
  await closing
  await hangs
  barrier.open()
})
