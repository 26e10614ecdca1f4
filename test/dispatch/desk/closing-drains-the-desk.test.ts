// Closing lets running calls finish and sends the rest away.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, outcomes, question } from './support/desk.ts'

test('running calls finish, who waits or comes is refused, and closing ends with the last call', async () => {
  const refused: string[] = []
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 2, onRefused: (reason) => refused.push(reason) })
  const running = ['a', 'b'].map((key) => desk.ask(question(key)))
  await rest()
  const waiting = ['c', 'd', 'd'].map((key) => desk.ask(question(key)))
  await rest()

  let closed = false
  const closing = desk.close('ending').then(() => {
    closed = true
  })
  assert.deepEqual(await outcomes(waiting), ['NoPlace', 'NoPlace', 'NoPlace'])
  await assert.rejects(desk.ask(question('e')), { name: 'NoPlace', reason: 'closing', retryAfterSeconds: 1 })
  assert.deepEqual(refused, ['closing', 'closing', 'closing', 'closing'])

  calls[0]?.answer('a')
  assert.equal(await running[0], 'a')
  await rest()
  assert.equal(closed, false)
  calls[1]?.answer('b')
  assert.equal(await running[1], 'b')
  await closing
  assert.equal(calls.length, 2)
  await desk.close('ending')
})

test('a desk that never worked closes at once', async () => {
  const { desk } = createTestDesk()
  await desk.close('ending')
})

test('closing does not wait for slots', async () => {
  const { desk, advance } = createTestDesk({ callsPerSecond: 2, latencyMs: 0 })
  const asked = ['a', 'b', 'c'].map((key) => desk.ask(question(key)))
  await advance(5)
  await Promise.all(asked.slice(0, 2))
  assert.equal(desk.stats().waiting, 1)
  const [closed] = await Promise.all([desk.close('ending'), assert.rejects(asked[2]!, { name: 'NoPlace' })])
  assert.equal(closed, undefined)
})
