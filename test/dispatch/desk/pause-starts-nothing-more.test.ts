// Before the lease goes to another the desk comes to rest: no more calls, and those that are out get a moment to end.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

test('it is over with the last call that was out, and who waits goes on waiting until the desk closes', async () => {
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 2 })
  const out = ['a', 'b'].map((key) => desk.ask(question(key)))
  await rest()
  const waiting = desk.join(question('c'))
  let paused = false
  const pausing = desk.pause(150).then(() => {
    paused = true
  })
  calls[0]?.answer('a')
  assert.equal(await out[0], 'a')
  assert.equal(paused, false)
  calls[1]?.answer('b')
  assert.equal(await out[1], 'b')
  await pausing
  assert.equal(desk.stats().waiting, 1)
  const moved = assert.rejects(waiting.answer, { name: 'Moved' })
  await desk.close()
  await moved
})

test('it waits no longer than it is given', async () => {
  const { desk, calls, clock, rest } = createTestDesk()
  const out = desk.ask(question('slow'))
  await rest()
  const pausing = desk.pause(150)
  await clock.advance(150)
  await pausing
  calls[0]?.answer('slow')
  assert.equal(await out, 'slow', 'and the call goes on')
  await desk.close()
})

test('a slot that is granted while the desk comes to rest is given back unused', async () => {
  const asked = Promise.withResolvers<'taken'>()
  const term = createTestTerm({ slots: 1, book: () => asked.promise })
  const { desk, calls, lines, clock, rest } = createTestDesk({ term })
  void desk.join(question('a'))
  await rest()
  assert.deepEqual(term.takes, [0])
  const pausing = desk.pause(150)
  asked.resolve('taken')
  await pausing
  assert.equal(calls.length, 0)
  assert.deepEqual(term.frees, [[0, 0]])
  assert.deepEqual(lines, { opened: 1, givenBack: 1 })
  assert.equal(clock.sleepers(), 0)
  await desk.close()
})
