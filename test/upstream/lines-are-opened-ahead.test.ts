// Lines that are opened ahead are there for a burst, and are one failed attempt when there is no way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Line, NoLine } from '../../src/domain/outcome.ts'
import { KEEP_ALIVE_MS } from '../../src/upstream/lines.ts'
import { openAhead } from '../../src/upstream/open-ahead.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, until } from './parts.ts'
import { tapBefore } from './tap.ts'

test('as many as are asked for rest, a burst opens no other, and unused they close', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, sandbox, { origin: tap.origin, connections: 10, clock })
  // The first waits for its session ticket, or for the clock when none comes.
  await openAhead(open, 10)
  assert.deepEqual(stats(), { open: 10, idle: 10, waiting: 0 })
  const outcomes = await Promise.all(Array.from({ length: 10 }, async () => (await open()).call(PAD)))
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['record']))
  assert.equal(tap.connections(), 10)
  await clock.advance(KEEP_ALIVE_MS)
  await until(() => stats().open === 0)
})

test('without a way one is tried, and that is no fault of who opens ahead', async () => {
  let tried = 0
  await openAhead(() => {
    tried += 1
    return Promise.reject(new NoLine('connect'))
  }, 10)
  assert.equal(tried, 1)
})

test('those that can be opened are given back when others cannot', async () => {
  let tried = 0
  let givenBack = 0
  const line = { giveBack: () => void (givenBack += 1) } as unknown as Line
  await openAhead(() => {
    tried += 1
    return tried === 3 ? Promise.reject(new NoLine('tls')) : Promise.resolve(line)
  }, 4)
  assert.deepEqual([tried, givenBack], [4, 3])
})
