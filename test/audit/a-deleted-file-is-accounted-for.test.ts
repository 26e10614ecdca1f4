// Retention: whole rotated files, oldest first, each after a line by which what is left can still be proved.

import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { eigenRegel } from '../../src/audit/eigen-regel.ts'
import { localDisk } from '../../src/audit/disk.ts'
import { openFileSink } from '../../src/audit/file-sink.ts'
import { auditFiles } from '../../src/audit/files.ts'
import { keepRetention, type RetentionParts } from '../../src/audit/retention.ts'
import { verify } from '../../src/audit/verify.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeDirectory, openAudit, readRegels, withId } from './parts.ts'

const DAY_MS = 86_400_000

/** One file a day for so many days, the last of them being written. */
async function makeDays(t: TestContext, days: number) {
  const directory = await makeDirectory(t)
  const path = join(directory, 'audit.jsonl')
  const clock = createFakeClock(Date.parse('2026-01-01T12:00:00Z'))
  const rotation = { maxBytes: 0, daily: true, clock, onFault: (cause: Error) => assert.fail(cause) }
  const audit = await openAudit(path, { sink: await openFileSink(path, localDisk, rotation), clock, keten: 'k' })
  for (let day = 1; day <= days; day += 1) {
    if (day > 1) await clock.advance(DAY_MS)
    for (const id of ['a', 'b']) await audit.schrijf(withId(`dag-${day}-${id}`))
  }
  /** One sweep: before it sleeps until the next it is ended. */
  async function sweep(change: Partial<RetentionParts> = {}): Promise<Error[]> {
    const faults: Error[] = []
    const ending = new AbortController()
    const parts: RetentionParts = {
      path,
      days: 1,
      clock: { ...clock, sleep: async () => ending.abort() },
      schrijf: (bijzonderheden) => audit.schrijf(eigenRegel('audit-verwijderd', 'f'.repeat(64), bijzonderheden)),
      onFault: (cause) => void faults.push(cause),
      ...change,
    }
    await keepRetention(parts, ending.signal)
    return faults
  }
  return {
    directory,
    path,
    clock,
    audit,
    sweep,
    names: async () => (await auditFiles(path)).map((file) => basename(file)),
  }
}

test('files whose last line is older than the term go, oldest first, and a line names each', async (t) => {
  const { path, audit, sweep, names } = await makeDays(t, 5)
  const before = await names()
  const oldest = await readRegels((await auditFiles(path))[0] ?? '')
  assert.deepEqual(await sweep(), [])
  await audit.close()
  assert.deepEqual(await names(), before.slice(2))
  const told = (await readRegels(path)).filter(({ handeling }) => handeling === 'audit-verwijderd')
  assert.deepEqual(
    told.map(({ bijzonderheden }) => bijzonderheden?.['bestand']),
    before.slice(0, 2),
  )
  assert.deepEqual(told[0]?.bijzonderheden, {
    bestand: before[0],
    eersteMoment: '2026-01-01T12:00:00.000Z',
    laatsteMoment: '2026-01-01T12:00:00.000Z',
    regels: 2,
    laatsteHash: oldest[1]?.hash,
  })
  assert.deepEqual([told[0]?.afnemer, told[0]?.status, told[0]?.betrokkenen], [null, null, []])
})

test('what is left verifies, for a line names the end of what was deleted', async (t) => {
  const { path, audit, sweep } = await makeDays(t, 5)
  await sweep()
  await audit.close()
  const files = await auditFiles(path)
  const { gebrek, naVerwijdering, zonderVoorganger } = await verify(files.toReversed())
  assert.deepEqual(
    { gebrek, naVerwijdering, zonderVoorganger },
    { gebrek: undefined, naVerwijdering: 1, zonderVoorganger: 0 },
  )
  // One file more that is gone, and no line that says so.
  assert.match((await verify(files.slice(1))).gebrek?.wat ?? '', /begint midden in keten k/)
})

test('without a durable line nothing is deleted', async (t) => {
  const { directory, audit, sweep } = await makeDays(t, 5)
  const before = await readdir(directory)
  const faults = await sweep({ schrijf: () => Promise.reject(new Error('no line')) })
  assert.deepEqual(
    faults.map(({ message }) => message),
    ['no line'],
  )
  assert.deepEqual(await readdir(directory), before)
  await audit.close()
})

test('with a term of 0 nothing is ever deleted', async (t) => {
  const { path, clock, audit } = await makeDays(t, 5)
  await clock.advance(4000 * DAY_MS)
  await keepRetention(
    { path, days: 0, clock, schrijf: () => assert.fail('deletes'), onFault: (cause) => assert.fail(cause) },
    new AbortController().signal,
  )
  await audit.close()
  assert.equal((await auditFiles(path)).length, 5)
})
