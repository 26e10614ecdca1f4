// Rotation by size and by day: the chain goes on over the files, also when the process dies between the steps.

import assert from 'node:assert/strict'
import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { localDisk } from '../../src/audit/disk.ts'
import { openFileSink, type Rotation } from '../../src/audit/file-sink.ts'
import { auditFiles, rotatedPath } from '../../src/audit/files.ts'
import { verify } from '../../src/audit/verify.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { createFaultyDisk, failWith, healed, idsIn, makeDirectory, openAudit, withId } from './parts.ts'

const DAY_MS = 86_400_000

function rotateBy(clock: FakeClock, change: Partial<Rotation>): Rotation {
  return { maxBytes: 0, daily: false, clock, onFault: (cause) => assert.fail(cause), ...change }
}

async function place(t: TestContext) {
  const directory = await makeDirectory(t)
  return { directory, path: join(directory, 'audit.jsonl') }
}

async function openRotating(path: string, rotation: Rotation, disk = localDisk) {
  return openAudit(path, { sink: await openFileSink(path, disk, rotation), clock: rotation.clock as FakeClock })
}

async function idsOver(path: string): Promise<string[]> {
  return (await Promise.all((await auditFiles(path)).map(idsIn))).flat()
}

test('a file that has its size is rotated before the next line, under the moment in UTC', async (t) => {
  const { directory, path } = await place(t)
  const audit = await openRotating(path, rotateBy(createFakeClock(), { maxBytes: 1 }))
  for (const id of ['a', 'b', 'c']) await audit.schrijf(withId(id))
  await audit.close()
  assert.deepEqual((await readdir(directory)).sort(), [
    'audit.20261122T120000Z.jsonl',
    // Two in one second: the later name is moved on, so that nothing is overwritten and names sort as lines do.
    'audit.20261122T120001Z.jsonl',
    'audit.jsonl',
  ])
  assert.deepEqual(await idsOver(path), ['a', 'b', 'c'])
  const { gebrek, regels, ketens, zonderVoorganger } = await verify(await auditFiles(path))
  assert.deepEqual(
    { gebrek, regels, ketens, zonderVoorganger },
    { gebrek: undefined, regels: 3, ketens: 1, zonderVoorganger: 1 },
  )
})

test('a file goes on below its size and on its own day', async (t) => {
  const { directory, path } = await place(t)
  const clock = createFakeClock(Date.parse('2026-11-22T00:00:00Z'))
  const audit = await openRotating(path, rotateBy(clock, { maxBytes: 1_000_000, daily: true }))
  await audit.schrijf(withId('a'))
  await clock.advance(DAY_MS - 1)
  await audit.schrijf(withId('b'))
  assert.deepEqual(await readdir(directory), ['audit.jsonl'])
  await clock.advance(1)
  await audit.schrijf(withId('c'))
  await audit.close()
  assert.deepEqual((await readdir(directory)).sort(), ['audit.20261123T000000Z.jsonl', 'audit.jsonl'])
  assert.deepEqual(await idsIn(path), ['c'])
})

test('a process that starts on a file of yesterday rotates it before its first line', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  const yesterday = await openRotating(path, rotateBy(clock, { daily: true }))
  await yesterday.schrijf(withId('a'))
  await yesterday.close()
  await clock.advance(DAY_MS)
  const today = await openRotating(path, rotateBy(clock, { daily: true }))
  await today.schrijf(withId('b'))
  await today.close()
  assert.deepEqual(await idsIn(path), ['b'])
  const { gebrek, zonderVoorganger } = await verify(await auditFiles(path))
  assert.deepEqual({ gebrek, zonderVoorganger }, { gebrek: undefined, zonderVoorganger: 1 })
})

test('killed after the file was renamed, the next start goes on from its end', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  for (const leftover of [undefined, '', '{"tijdstip":"20']) {
    const before = await openAudit(path)
    await before.schrijf(withId('before'))
    await before.close()
    await rename(path, rotatedPath(path, clock.now()))
    if (leftover !== undefined) await writeFile(path, leftover)
    const after = await openRotating(path, rotateBy(clock, {}))
    await after.schrijf(withId('after'))
    await after.close()
    await clock.advance(1000)
    await rename(path, rotatedPath(path, clock.now()))
    await clock.advance(1000)
  }
  const { gebrek, regels, ketens, zonderVoorganger } = await verify(await auditFiles(path))
  assert.deepEqual(
    { gebrek, regels, ketens, zonderVoorganger },
    { gebrek: undefined, regels: 6, ketens: 6, zonderVoorganger: 1 },
  )
})

test('when the next file cannot be opened there is no line until it can, and the chain goes on', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  let full = false
  const disk = {
    ...localDisk,
    open: (name: string) => (full ? failWith('ENOSPC')() : localDisk.open(name)),
  }
  const audit = await openRotating(path, rotateBy(clock, { maxBytes: 1 }), disk)
  await audit.schrijf(withId('a'))
  full = true
  await assert.rejects(audit.schrijf(withId('b')), /the disk is full/)
  assert.equal(audit.ready(), false)
  full = false
  await healed(audit, clock)
  await audit.schrijf(withId('c'))
  await audit.close()
  assert.deepEqual(await idsOver(path), ['a', 'c'])
  assert.equal((await verify(await auditFiles(path))).gebrek, undefined)
})

test('a file that cannot be renamed goes on, is told of, and is tried again after a minute', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  const faults: Error[] = []
  let refuse = true
  const disk = {
    ...localDisk,
    rename: (from: string, to: string) => (refuse ? failWith('EACCES')() : localDisk.rename(from, to)),
  }
  const audit = await openRotating(path, rotateBy(clock, { maxBytes: 1, onFault: (cause) => faults.push(cause) }), disk)
  for (const id of ['a', 'b', 'c']) await audit.schrijf(withId(id))
  assert.equal(faults.length, 1)
  assert.deepEqual(await idsIn(path), ['a', 'b', 'c'])
  refuse = false
  await clock.advance(60_000)
  await audit.schrijf(withId('d'))
  await audit.close()
  assert.deepEqual(await idsIn(path), ['d'])
})

test('a commit that failed is taken back in its own file, and what rotated stays whole', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  const { disk, next } = createFaultyDisk()
  const audit = await openRotating(path, rotateBy(clock, { maxBytes: 1 }), disk)
  await audit.schrijf(withId('a'))
  next('datasync', failWith('EIO'))
  await assert.rejects(audit.schrijf(withId('b')), /EIO/)
  await healed(audit, clock)
  await audit.schrijf(withId('c'))
  await audit.close()
  assert.deepEqual(await idsOver(path), ['a', 'c'])
  assert.equal((await verify(await auditFiles(path))).gebrek, undefined)
})

test('a file that another process made while ours was renamed is not taken', async (t) => {
  const { path } = await place(t)
  const clock = createFakeClock()
  const disk = {
    ...localDisk,
    rename: async (from: string, to: string) => {
      await localDisk.rename(from, to)
      await writeFile(path, 'theirs\n')
    },
  }
  const audit = await openRotating(path, rotateBy(clock, { maxBytes: 1 }), disk)
  await audit.schrijf(withId('a'))
  await assert.rejects(audit.schrijf(withId('b')), /another process writes to the audit file/)
  await audit.close()
})
