// Group commit: one write and one sync for all lines of a turn, and for all that came while a commit was out.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createBarrier, createFaultyDisk, idsIn, makeDirectory, openAudit, withId } from './parts.ts'

test('lines of one turn go with one write and one sync', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, counts } = createFaultyDisk()
  const audit = await openAudit(path, { disk })
  await Promise.all(['a', 'b', 'c'].map((id) => audit.schrijf(withId(id))))
  assert.deepEqual({ append: counts.append, datasync: counts.datasync }, { append: 1, datasync: 1 })
  assert.deepEqual(audit.commits, [3])
  await audit.close()
})

test('lines of several callbacks of one turn go together too', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const audit = await openAudit(path)
  const later = (id: string) =>
    new Promise<void>((resolve, reject) => {
      setImmediate(() => void audit.schrijf(withId(id)).then(resolve, reject))
    })
  await Promise.all(['a', 'b', 'c'].map(later))
  assert.deepEqual(audit.commits, [3])
  await audit.close()
})

test('lines that come while a commit is out go together in the next, in order', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, counts, next } = createFaultyDisk()
  const audit = await openAudit(path, { disk })
  const barrier = createBarrier()
  next('datasync', async (file) => {
    await barrier.wait()
    await file.datasync()
    return 0
  })
  let answered = 0
  const count = () => (answered += 1)
  const first = audit.schrijf(withId('a')).then(count)
  await barrier.reached
  const rest = ['b', 'c', 'd'].map((id) => audit.schrijf(withId(id)).then(count))
  assert.equal(answered, 0)
  barrier.open()
  await Promise.all([first, ...rest])
  assert.deepEqual(audit.commits, [1, 3])
  assert.equal(counts.append, 2)
  assert.deepEqual(await idsIn(path), ['a', 'b', 'c', 'd'])
  await audit.close()
})

test('no promise resolves before the sync is done, also when the bytes are already in the file', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const { disk, next } = createFaultyDisk()
  const audit = await openAudit(path, { disk })
  const barrier = createBarrier()
  next('datasync', async () => {
    await barrier.wait()
    return 0
  })
  let answered = false
  const written = audit.schrijf(withId('a')).then(() => (answered = true))
  await barrier.reached
  assert.deepEqual(await idsIn(path), ['a'])
  assert.equal(answered, false)
  assert.equal(audit.head().volgnummer, 0)
  barrier.open()
  await written
  assert.equal(audit.head().volgnummer, 1)
  await audit.close()
})
