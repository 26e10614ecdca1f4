// Up to the first byte a call costs nothing, and its outcome says so.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, tooLate, until } from './parts.ts'
import { tapBefore } from './tap.ts'

const NOT_SENT = { kind: 'failed', reason: 'not-sent' }

test('too late to start: not a byte goes out, and the line is as good as before', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const lines = linesOf(t, sandbox, { origin: tap.origin, connections: 1 })
  const late = async () => assert.deepEqual(await (await lines.open()).call(PAD, { mayStart: () => false }), NOT_SENT)
  /** Bytes sent for one call, and for whatever went before it: with its answer in, they are too. */
  const bytesOf = async () => {
    const before = tap.received()
    assert.equal((await (await lines.open()).call(PAD, { mayStart: () => true })).kind, 'record')
    return tap.received() - before
  }
  await late()
  await bytesOf()
  const one = await bytesOf()
  await late()
  assert.equal(await bytesOf(), one)
  assert.equal(sandbox.control.counters().total, 3)
  assert.equal(tap.connections(), 1)
})

test('a line that closed while it was held, used before or not', async (t) => {
  const sandbox = await withSandbox(t)
  const lines = linesOf(t, sandbox, { connections: 2 })
  const held = [await lines.open(), await lines.open()]
  await held[0]?.call(PAD)
  held[0] = await lines.open()
  await sandbox.close()
  await until(() => lines.stats().open === 0)
  for (const line of held) assert.deepEqual(await line.call(PAD), NOT_SENT)
})

test('aborted before it began', async (t) => {
  const sandbox = await withSandbox(t)
  const lines = linesOf(t, sandbox, { connections: 1 })
  assert.deepEqual(await (await lines.open()).call(PAD, { signal: AbortSignal.abort(tooLate()) }), NOT_SENT)
  assert.equal((await (await lines.open()).call(PAD)).kind, 'record')
  assert.equal(sandbox.control.counters().total, 1)
})
