// A call that never settles is aborted at the time-out; its slot counts as lost and nobody waits for it any longer.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'

test('its signal is aborted, who waits gets NoAnswer, and the slot is held a second longer', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1, callTimeoutMs: 2000 })
  const stuck = assert.rejects(desk.ask(question('stuck')), { name: 'NoAnswer' })
  await advance(1995)
  assert.equal(calls[0]?.signal.aborted, false)
  await advance(5)
  await stuck
  assert.equal(calls[0]?.signal.aborted, true)
  // The name by which fetch, undici and our own client tell a time-out from any other end.
  assert.equal((calls[0]?.signal.reason as Error | undefined)?.name, 'TimeoutError')
  assert.equal(desk.stats().running, 0)

  const next = desk.ask(question('next'))
  await advance(995)
  assert.equal(calls.length, 1)
  await advance(5)
  assert.equal(calls[1]?.at, 3000)
  calls[1]?.answer('next')
  assert.equal(await next, 'next')
  await desk.close()
})

test('once the headers were there the slot is free a second after them, even if the rest never comes', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 2, callTimeoutMs: 5000 })
  const stuck = assert.rejects(desk.ask(question('stuck')), { name: 'NoAnswer' })
  await advance(100)
  calls[0]?.answered()
  assert.equal(desk.stats().slotsInUse, 1)
  await advance(1000)
  assert.equal(desk.stats().slotsInUse, 0)
  await advance(4000)
  await stuck
  assert.equal(desk.stats().slotsInUse, 0)
  await desk.close()
})

test('work that throws at once is a failed call like any other', async () => {
  const { desk } = createTestDesk({
    work: () => {
      throw new Error('no connection')
    },
  })
  await assert.rejects(desk.ask(question('a')), { message: 'no connection' })
  assert.equal(desk.stats().slotsInUse, 1)
  await desk.close()
})
