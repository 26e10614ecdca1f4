// Lines that are opened ahead are there for a burst and for whoever comes first, and are one failed attempt without a way.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { KEEP_ALIVE_MS } from '../../src/upstream/lines.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, until } from './parts.ts'
import { tapBefore } from './tap.ts'

test('as many as are asked for rest, a burst opens no other, and unused they close', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const clock = createFakeClock()
  const { open, openAhead, stats } = linesOf(t, sandbox, { origin: tap.origin, connections: 10, clock })
  // The first waits for its session ticket, or for the clock when none comes.
  await openAhead(10)
  assert.deepEqual(stats(), { open: 10, idle: 10, waiting: 0 })
  await openAhead(10)
  const outcomes = await Promise.all(Array.from({ length: 10 }, async () => (await open()).call(PAD)))
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['record']))
  assert.equal(tap.connections(), 10)
  await clock.advance(KEEP_ALIVE_MS)
  await until(() => stats().open === 0)
})

test('who asks meanwhile has the first at once, and the others rest', async (t) => {
  const { open, openAhead, stats } = linesOf(t, await withSandbox(t))
  const ahead = openAhead(3)
  const line = await open()
  assert.deepEqual(stats(), { open: 1, idle: 0, waiting: 0 })
  await ahead
  assert.deepEqual(stats(), { open: 3, idle: 2, waiting: 0 })
  line.giveBack()
})

test('without a way one is tried, and that is no fault of who opens ahead', async (t) => {
  const sandbox = await withSandbox(t)
  let tried = 0
  const closed = net.createServer((socket) => {
    tried += 1
    socket.destroy()
  })
  await once(closed.listen(0, '127.0.0.1'), 'listening')
  t.after(() => closed.close())
  const origin = `https://localhost:${(closed.address() as AddressInfo).port}`
  await linesOf(t, sandbox, { origin }).openAhead(4)
  assert.equal(tried, 1)
})

test('those that could be opened are there when others cannot', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const { open, openAhead, stats } = linesOf(t, sandbox, { origin: tap.origin })
  const ahead = openAhead(4)
  await until(() => tap.connections() === 1)
  tap.refuse()
  await ahead
  assert.deepEqual(stats(), { open: 1, idle: 1, waiting: 0 })
  assert.equal((await (await open()).call(PAD)).kind, 'record')
})

test('lines that are closed open none ahead', async (t) => {
  const { openAhead, close, stats } = linesOf(t, await withSandbox(t))
  await close()
  await openAhead(2)
  assert.equal(stats().open, 0)
})
