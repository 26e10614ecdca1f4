// Closing the lines spoils no call that is out, and leaves nothing open.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD } from './parts.ts'
import { tapBefore } from './tap.ts'

const CLOSED = { name: 'NoLine', reason: 'connect' }

test('calls that are out end, the rest closes, nobody gets a line any more', async (t) => {
  const sandbox = await withSandbox(t)
  const hold = sandbox.control.hold(PAD)
  const { open, close, stats } = linesOf(t, sandbox, { connections: 3 })
  const [idle, held, out] = await Promise.all([open(), open(), open()])
  const outcome = out.call(PAD)
  await hold.arrived()
  const waiting = open()
  idle.giveBack()
  const had = await waiting
  const waitsOn = open()

  const closed = close()
  await assert.rejects(waitsOn, CLOSED)
  await assert.rejects(open(), CLOSED)
  for (const line of [held, had]) assert.deepEqual(await line.call(PAD), { kind: 'failed', reason: 'not-sent' })
  assert.equal(sandbox.control.counters().total, 1)
  hold.release()
  assert.equal((await outcome).kind, 'record')
  await closed
  assert.deepEqual(stats(), { open: 0, idle: 0, waiting: 0 })
})

test('a line that was still being opened is closed too', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const { open, close, stats } = linesOf(t, sandbox, { origin: tap.origin })
  const opening = open()
  const closed = close()
  await assert.rejects(opening, CLOSED)
  await closed
  assert.equal(stats().open, 0)
})

test('closing what was never used, twice', async (t) => {
  const { close } = linesOf(t, await withSandbox(t))
  await Promise.all([close(), close()])
})
