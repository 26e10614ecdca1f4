// Behind a commit that is slow no more may wait than the memory bears; closing lets what waits go first.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeBody } from '../../src/audit/chain.ts'
import { createBarrier, createFaultyDisk, idsIn, makeDirectory, openAudit, withId } from './parts.ts'

async function withSlowCommit(t: Parameters<typeof makeDirectory>[0], maxWaiting: number) {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, next } = createFaultyDisk()
  const audit = await openAudit(path, { disk, maxWaiting })
  const barrier = createBarrier()
  next('datasync', async (file) => {
    await barrier.wait()
    await file.datasync()
    return 0
  })
  const first = audit.schrijf(withId('a'))
  await barrier.reached
  return { path, audit, barrier, first }
}

test('what does not fit is refused at once, and is no fault of the sink', async (t) => {
  const room = 2 * writeBody(withId('b'), new Date().toISOString()).length
  const { path, audit, barrier, first } = await withSlowCommit(t, room)
  const fitting = [audit.schrijf(withId('b')), audit.schrijf(withId('c'))]
  await assert.rejects(audit.schrijf(withId('d')), /too much waits/)
  assert.equal(audit.ready(), true)
  barrier.open()
  await Promise.all([first, ...fitting])
  await audit.schrijf(withId('e'))
  await audit.close()
  assert.deepEqual(await idsIn(path), ['a', 'b', 'c', 'e'])
})

test('closing writes what waits, and takes nothing more', async (t) => {
  const { path, audit, barrier, first } = await withSlowCommit(t, 1_000_000)
  const waiting = audit.schrijf(withId('b'))
  const closed = audit.close()
  await assert.rejects(audit.schrijf(withId('c')), /closed/)
  assert.equal(audit.ready(), false)
  barrier.open()
  await Promise.all([first, waiting, closed])
  assert.deepEqual(await idsIn(path), ['a', 'b'])
})
