// After a call is cut off nothing of it arrives any more: TCP is reset, so the kernel has nothing left to send.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, tooLate } from './parts.ts'
import { tapBefore } from './tap.ts'

/** More than the buffers of two kernels take when nobody reads. */
const LONG = `${PAD}?${'x'.repeat(32 * 1024 * 1024)}`

test('a far side that does not read gets a reset and not the rest', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const line = await linesOf(t, sandbox, { origin: tap.origin }).open()
  tap.hold()
  const cut = new AbortController()
  const started = Promise.withResolvers<void>()
  const mayStart = () => {
    started.resolve()
    return true
  }
  const outcome = line.call(LONG, { signal: cut.signal, mayStart })
  await started.promise
  cut.abort(tooLate())
  assert.deepEqual(await outcome, { kind: 'failed', reason: 'timeout' })
  assert.deepEqual(await tap.readOut(), ['ECONNRESET'])
  assert.ok(tap.received() < LONG.length)
})

test('a call that was out is reset too, and its line is not used again', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const lines = linesOf(t, sandbox, { origin: tap.origin, connections: 1 })
  sandbox.control.fault({ kind: 'silent', times: 1 })
  const cut = new AbortController()
  const outcome = (await lines.open()).call(PAD, { signal: cut.signal })
  await sandbox.control.arrived(PAD)
  cut.abort(tooLate())
  assert.deepEqual(await outcome, { kind: 'failed', reason: 'timeout' })
  assert.deepEqual(await tap.readOut(), ['ECONNRESET'])
  assert.equal((await (await lines.open()).call(PAD)).kind, 'record')
  assert.equal(tap.connections(), 2)
})

test('a far side that hangs up without an answer gets a reset: its half may still have been read', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const line = await linesOf(t, sandbox, { origin: tap.origin }).open()
  sandbox.control.fault({ kind: 'silent' })
  const outcome = line.call(PAD)
  await sandbox.control.arrived(PAD)
  tap.hangUp()
  assert.deepEqual(await outcome, { kind: 'failed', reason: 'reset' })
  assert.deepEqual(await tap.readOut(), ['ECONNRESET'])
})
