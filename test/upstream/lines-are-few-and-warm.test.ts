// Lines are used again while they are warm, never more than told, never dead; who waits is served in order.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from '../../src/domain/outcome.ts'
import { KEEP_ALIVE_MS } from '../../src/upstream/lines.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, tooLate, until } from './parts.ts'
import { tapBefore } from './tap.ts'

test('the line used last is used first, and only the first use costs a handshake', async (t) => {
  const sandbox = await withSandbox(t)
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, sandbox, { clock, connections: 2 })
  const [one, two] = await Promise.all([open(), open()])
  one.giveBack()
  two.giveBack()
  // One of the two in use all the time: the other rests its time out.
  for (let each = 0; each < 4; each += 1) {
    await (await open()).call(PAD)
    await clock.advance(KEEP_ALIVE_MS / 4)
  }
  await until(() => stats().open === 1)
  await (await open()).call(PAD)
  assert.deepEqual(stats(), { open: 1, idle: 1, waiting: 0 })
})

test('an idle line is closed before the far side would', async (t) => {
  const sandbox = await withSandbox(t)
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, sandbox, { clock })
  await (await open()).call(PAD)
  await clock.advance(KEEP_ALIVE_MS - 1)
  assert.equal(stats().open, 1)
  await clock.advance(1)
  await until(() => stats().open === 0)
  // Nothing sleeps on for a line that is gone.
  assert.equal(clock.sleepers(), 0)
})

test('a line that the far side closes is not handed out', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const { open, stats } = linesOf(t, sandbox, { origin: tap.origin })
  const [used, unused] = await Promise.all([open(), open()])
  await used.call(PAD)
  unused.giveBack()
  tap.cut()
  await until(() => stats().open === 0)
  assert.equal((await (await open()).call(PAD)).kind, 'record')
  assert.equal(tap.connections(), 3)
})

test('no more lines than told; who waits gets the next that comes back, first come first served', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const { open, stats } = linesOf(t, sandbox, { origin: tap.origin, connections: 2 })
  const order: number[] = []
  const lines = Array.from({ length: 5 }, async (_, each) => {
    const line = await open()
    order.push(each)
    return line
  })
  const [one, two] = (await Promise.all(lines.slice(0, 2))) as [Line, Line]
  assert.deepEqual(stats(), { open: 2, idle: 0, waiting: 3 })
  one.giveBack()
  const three = await (lines[2] as Promise<Line>)
  await two.call(PAD)
  const four = await (lines[3] as Promise<Line>)
  three.giveBack()
  four.giveBack()
  await lines[4]
  assert.deepEqual(order, [0, 1, 2, 3, 4])
  assert.equal(tap.connections(), 2)
})

test('a line that breaks makes room for who waits', async (t) => {
  const sandbox = await withSandbox(t)
  const { open } = linesOf(t, sandbox, { connections: 1 })
  const line = await open()
  const next = open()
  sandbox.control.fault({ kind: 'reset', times: 1 })
  assert.deepEqual(await line.call(PAD), { kind: 'failed', reason: 'reset' })
  assert.equal((await (await next).call(PAD)).kind, 'record')
})

test('who no longer wants a line leaves it to the next', async (t) => {
  const sandbox = await withSandbox(t)
  const { open, stats } = linesOf(t, sandbox, { connections: 1 })
  const line = await open()
  const [leaving, leavingLate] = [new AbortController(), new AbortController()]
  const left = open(leaving.signal)
  const leftLate = open(leavingLate.signal)
  const stays = open()
  leaving.abort(tooLate())
  await assert.rejects(left, { name: 'TimeoutError' })
  // The line comes back and its taker leaves, in one tick.
  line.giveBack()
  leavingLate.abort(tooLate())
  await assert.rejects(leftLate, { name: 'TimeoutError' })
  assert.equal((await (await stays).call(PAD)).kind, 'record')
  await assert.rejects(open(AbortSignal.abort(tooLate())), { name: 'TimeoutError' })
  assert.deepEqual(stats(), { open: 1, idle: 1, waiting: 0 })
})

test('a line is for one call', async (t) => {
  const sandbox = await withSandbox(t)
  const { open, stats } = linesOf(t, sandbox)
  const line = await open()
  await line.call(PAD)
  assert.deepEqual(await line.call(PAD), { kind: 'failed', reason: 'not-sent' })
  line.giveBack()
  assert.deepEqual(stats(), { open: 1, idle: 1, waiting: 0 })
  assert.equal(sandbox.control.counters().total, 1)
})
