// The export from files: every written line arrives, over refusals, rotations, kills and restarts; some twice.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { auditFiles, rotatedPath } from '../../src/audit/files.ts'
import { createCollector } from '../../src/logboek/collector.ts'
import { exportLines } from '../../src/logboek/export.ts'
import { createFileFeed } from '../../src/logboek/file-feed.ts'
import { createPositions } from '../../src/logboek/position.ts'
import { createSpans } from '../../src/logboek/spans.ts'
import { makeDirectory, openAudit, readRegels, withId, writeChain } from '../audit/parts.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const WRITER = join(import.meta.dirname, 'writer.ts')

/** An export of this file that stops when it finds nothing more to send. */
async function exportAll(path: string, { url }: Receiver, durable = () => Number.POSITIVE_INFINITY) {
  const clock = createFakeClock()
  const ending = new AbortController()
  const faults: string[] = []
  let lost = 0
  let rejected = 0
  const feed = createFileFeed({
    path,
    durable,
    positions: createPositions(`${path}.otlp`),
    onLost: () => (lost += 1),
  })
  const collector = createCollector({ url, headers: { 'x-sleutel': 'geheim' }, timeoutMs: 5000 })
  const next = async () => {
    const batch = await feed.next()
    if (!batch) ending.abort()
    return batch
  }
  const waits: number[] = []
  await exportLines(
    {
      feed: { next },
      spans: createSpans({ version: '0', register: 'urn:x:' }),
      send: collector.send,
      clock: { ...clock, sleep: async (ms) => void waits.push(ms) },
      onSent: (_, refused) => (rejected += refused),
      onFault: ({ message }) => faults.push(message),
    },
    ending.signal,
  )
  await feed.close()
  await collector.close()
  return { faults, lost, rejected, waits }
}

async function place(t: TestContext) {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  return { path, receiver: await startReceiver(t) }
}

/** As the trace id is made of the hash when the caller gives none. */
async function tracesIn(path: string): Promise<string[]> {
  const regels = (await Promise.all((await auditFiles(path)).map(readRegels))).flat()
  return regels.map(({ hash, traceId }) => traceId ?? hash.slice(0, 32))
}

const writeLines = async (path: string, ids: string[]) => {
  const audit = await openAudit(path)
  for (const id of ids) await audit.schrijf({ ...withId(id), traceId: null, spanId: null })
  await audit.close()
}
const received = ({ spans }: Receiver) => spans.map(({ traceId }) => traceId)

test('lines arrive in their order, once when nothing goes wrong, and a next export goes on behind them', async (t) => {
  const { path, receiver } = await place(t)
  await writeLines(path, ['a', 'b'])
  assert.deepEqual((await exportAll(path, receiver)).faults, [])
  await writeLines(path, ['c'])
  await exportAll(path, receiver)
  assert.deepEqual(received(receiver), await tracesIn(path))
  assert.equal(receiver.requests.length, 2)
  assert.equal(receiver.requests[0]?.headers['x-sleutel'], 'geheim')
})

test('an export that is refused is tried again, each time later, until it is confirmed', async (t) => {
  const { path, receiver } = await place(t)
  await writeLines(path, ['a'])
  receiver.answers.push({ status: 503 }, { status: 401 }, { status: 400 })
  const { faults, waits } = await exportAll(path, receiver)
  assert.deepEqual(
    faults,
    [503, 401, 400].map((status) => `the collector answered ${status}`),
  )
  assert.deepEqual(waits.slice(0, 3), [1000, 2000, 4000])
  assert.deepEqual(received(receiver), await tracesIn(path))
})

test('spans that the collector refuses for ever are counted, and the rest goes on', async (t) => {
  const { path, receiver } = await place(t)
  await writeLines(path, ['a', 'b'])
  receiver.answers.push({ status: 200, body: { partialSuccess: { rejectedSpans: '2', errorMessage: 'no' } } })
  assert.equal((await exportAll(path, receiver)).rejected, 2)
  assert.equal(receiver.requests.length, 1)
})

test('it goes on over rotated files, and over one that was rotated away under it', async (t) => {
  const { path, receiver } = await place(t)
  const clock = createFakeClock()
  for (const ids of [['a', 'b'], ['c'], ['d', 'e']]) {
    await writeLines(path, ids)
    await exportAll(path, receiver)
    await writeLines(
      path,
      ids.map((id) => `${id}-later`),
    )
    await rename(path, rotatedPath(path, clock.now()))
    await clock.advance(1000)
  }
  await writeLines(path, ['f'])
  await exportAll(path, receiver)
  assert.deepEqual(received(receiver), await tracesIn(path))
})

test('bytes that may still be taken back are not sent, nor half lines, nor changed ones', async (t) => {
  const { path, receiver } = await place(t)
  await writeLines(path, ['a', 'b', 'c'])
  const text = await readFile(path, 'utf8')
  const [one = '', two = ''] = text.split('\n')
  await exportAll(path, receiver, () => one.length + 1 + 10)
  assert.deepEqual(received(receiver), (await tracesIn(path)).slice(0, 1))
  await writeFile(path, `${text.replace(two, two.replace('verzoekId', 'verzoekID'))}{"tijdstip"`)
  await exportAll(path, receiver)
  assert.deepEqual(
    received(receiver),
    [one, text.split('\n')[2] ?? ''].map((line) => (JSON.parse(line) as { hash: string }).hash.slice(0, 32)),
  )
})

test('a line longer than a batch arrives', async (t) => {
  const { path, receiver } = await place(t)
  const audit = await openAudit(path)
  const betrokkenen = Array.from({ length: 5000 }, (_, n) => `k1:${String(n).padStart(32, '0')}`)
  await audit.schrijf({ ...withId('lang'), betrokkenen })
  await audit.close()
  await exportAll(path, receiver)
  assert.deepEqual(
    receiver.spans.map(({ attributes }) => attributes['dpl.core.data_subject_id']),
    betrokkenen,
  )
})

test('a place that is lost or damaged costs duplicates, never lines', async (t) => {
  const { path, receiver } = await place(t)
  await writeChain(path, 3)
  await exportAll(path, receiver)
  for (const kept of ['', '12 nonsense', `17 ${'0'.repeat(64)}\n`]) {
    await writeFile(`${path}.otlp`, kept)
    await exportAll(path, receiver)
  }
  assert.equal(receiver.spans.length, 4 * 3)
  await rm(path)
  await writeChain(path, 2)
  assert.equal((await exportAll(path, receiver)).lost, 1)
  assert.equal(receiver.spans.length, 4 * 3 + 2)
})

test('killed again and again while it writes, rotates and exports, every written line arrives', async (t) => {
  const { path, receiver } = await place(t)
  for (const life of [30, 80, 160, 300]) {
    receiver.answers.push({ status: 503 })
    const child = spawn(process.execPath, [WRITER, path, receiver.url], { stdio: ['ignore', 'pipe', 'inherit'] })
    let acknowledged = 0
    const before = receiver.spans.length
    createInterface({ input: child.stdout }).on('line', () => (acknowledged += 1))
    // Killed only when some of this life arrived too: else it would show nothing about the export.
    await receiver.until(() => acknowledged >= life && receiver.spans.length > before)
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  await exportAll(path, receiver)
  const written = await tracesIn(path)
  assert.ok((await auditFiles(path)).length > 4, 'it rotated')
  assert.ok(written.length >= 30 + 80 + 160 + 300)
  assert.deepEqual(new Set(received(receiver)), new Set(written))
})
