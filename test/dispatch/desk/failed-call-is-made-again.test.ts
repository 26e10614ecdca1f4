// A call that failed in passing is made again, twice at most, while somebody waits long enough for it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

const inPassing = (text = 'in passing') => new Failure({ again: true, ill: 'far' }, text)

test('after a random rest of at most 200 ms and then 400, on a slot of its own, and for all who wait', async () => {
  const term = createTestTerm({ slots: 3 })
  const { desk, calls, advance, rest } = createTestDesk({ term, random: () => 0.75 })
  const asked = [desk.ask(question('a')), desk.ask(question('a', { caller: 'other' }))]
  await rest()
  calls[0]?.fail(inPassing())
  await advance(150)
  assert.deepEqual(
    calls.map(({ at }) => at),
    [0, 150],
  )
  asked.push(desk.ask(question('a', { caller: 'third' })))
  calls[1]?.fail(inPassing())
  await advance(300)
  assert.equal(calls[2]?.at, 450)
  assert.equal(desk.stats().slotsInUse, 3)
  assert.deepEqual(term.takes, [0, 1, 2])
  calls[2]?.answer('the answer')
  assert.deepEqual(await Promise.all(asked), ['the answer', 'the answer', 'the answer'])
  await desk.close()
})

test('the third failure is the last', async () => {
  const { desk, calls, advance, rest } = createTestDesk({ random: () => 0 })
  const asked = assert.rejects(desk.ask(question('a')), { message: 'third' })
  for (const text of ['first', 'second', 'third']) {
    await rest()
    calls.at(-1)?.fail(inPassing(text))
    await advance(5)
  }
  await asked
  assert.equal(calls.length, 3)
  await desk.close()
})

test('not when the deadline of all who wait leaves no room', async () => {
  const { desk, calls, rest } = createTestDesk({ random: () => 0.75 })
  const asked = assert.rejects(desk.ask(question('a', { deadline: 150 })), { message: 'in passing' })
  await rest()
  calls[0]?.fail(inPassing())
  await asked
  await desk.close()
})

test('not when all slots are out for longer than that', async () => {
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 1, callTimeoutMs: 5000, random: () => 0 })
  const asked = assert.rejects(desk.ask(question('a', { deadline: 4000 })), { message: 'in passing' })
  await rest()
  calls[0]?.fail(inPassing())
  await asked
  await desk.close()
})

test('not when nothing is to be hoped for', async () => {
  const { desk, calls, rest } = createTestDesk()
  const asked = assert.rejects(desk.ask(question('a')), { message: 'no such thing' })
  await rest()
  calls[0]?.fail(new Failure({ again: false }, 'no such thing'))
  await asked
  await desk.close()
})

test('whoever leaves while it rests leaves nothing behind', async () => {
  const { desk, calls, clock, advance, rest } = createTestDesk({ random: () => 0.75 })
  const seat = desk.join(question('a'))
  await rest()
  calls[0]?.fail(inPassing())
  await rest()
  seat.leave()
  await advance(500)
  assert.equal(calls.length, 1)
  assert.equal(clock.sleepers(), 0)
  const again = desk.ask(question('a'))
  await rest()
  calls[1]?.answer('new')
  assert.equal(await again, 'new')
  await desk.close()
})

test('a desk that closes sends who waits for another try to the next one', async () => {
  const { desk, calls, rest } = createTestDesk({ random: () => 0.75 })
  const resting = desk.join(question('resting'))
  const out = desk.join(question('out'))
  await rest()
  calls[0]?.fail(inPassing())
  await rest()
  const moved = assert.rejects(resting.answer, { name: 'Moved' })
  const closed = desk.close()
  await moved
  calls[1]?.fail(inPassing())
  await assert.rejects(out.answer, { name: 'Moved' })
  await closed
})
