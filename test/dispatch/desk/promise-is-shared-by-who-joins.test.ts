// Who joins a call may count on what was promised for it, and on its having started.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'

test('a caller with a long line of its own joins what another was promised soon', async () => {
  const { desk, advance } = createTestDesk({ callsPerSecond: 1, latencyMs: 0 })
  const many = Array.from({ length: 6 }, (_, n) => desk.ask(question(`${n}`, { caller: 'many', deadline: 60_000 })))
  await advance(0)
  const few = desk.ask(question('x', { caller: 'few' }))
  await assert.rejects(desk.ask(question('y', { caller: 'many', deadline: 4000 })), { name: 'NoPlace' })
  const joined = desk.ask(question('x', { caller: 'many', deadline: 4000 }))
  await advance(8000)
  assert.deepEqual(await Promise.all([few, joined]), ['x', 'x'])
  await Promise.all(many)
  await desk.close()
})

test('a call that started earlier than promised is joined on the shortest deadline', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1 })
  const busy = desk.ask(question('busy'))
  await advance(0)
  for (let n = 0; n < 5; n += 1) {
    await assert.rejects(desk.ask(question(`${n}`, { caller: `caller ${n}`, deadline: 0 })), { name: 'NoPlace' })
  }
  const early = desk.ask(question('early', { deadline: 30_000 }))
  calls[0]?.answer('busy')
  await advance(1000)
  assert.equal(calls.length, 2)
  const joined = desk.ask(question('early', { deadline: 1100 }))
  calls[1]?.answer('early')
  assert.deepEqual(await Promise.all([busy, early, joined]), ['busy', 'early', 'early'])
  await desk.close()
})
