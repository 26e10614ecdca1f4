// A slot never waits for a connection: first the line, then the slot. Without a line there is no call and no slot.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

const line = { giveBack: () => undefined }

test('while the line is being opened no slot is taken', async () => {
  const opening = Promise.withResolvers<typeof line>()
  const term = createTestTerm({ slots: 2 })
  const { desk, calls, rest } = createTestDesk({ term, openLine: () => opening.promise })
  const asked = desk.ask(question('a'))
  await rest()
  assert.deepEqual(term.takes, [])
  opening.resolve(line)
  await rest()
  assert.deepEqual(term.takes, [0])
  assert.equal(calls[0]?.line, line)
  calls[0]?.answer('a')
  assert.equal(await asked, 'a')
  await desk.close()
})

test('a line that cannot be had fails the next question, without a slot', async () => {
  const noLine = new Failure({ sent: false, ill: 'way' })
  const term = createTestTerm({ slots: 1 })
  let opened = 0
  const { desk, calls, rest } = createTestDesk({
    term,
    openLine: async () => {
      opened += 1
      if (opened === 1) throw noLine
      return line
    },
  })
  const first = desk.ask(question('first'))
  const second = desk.ask(question('second'))
  await assert.rejects(first, (error) => error === noLine)
  await rest()
  assert.deepEqual(term.takes, [0])
  assert.equal(calls[0]?.parts, 'second')
  calls[0]?.answer('second')
  assert.equal(await second, 'second')
  await desk.close()
})

test('a line for which nobody is left is given back', async () => {
  const opening = Promise.withResolvers<void>()
  let givenBack = 0
  const { desk, calls, rest } = createTestDesk({
    openLine: () => opening.promise.then(() => ({ giveBack: () => void (givenBack += 1) })),
  })
  const seat = desk.join(question('a'))
  await rest()
  seat.leave()
  opening.resolve()
  await rest()
  assert.equal(givenBack, 1)
  assert.equal(calls.length, 0)
  await desk.close()
})

test('no line is opened long before its slot: it would be gone by then', async () => {
  const term = createTestTerm({ freeInMs: [5000] })
  const { desk, lines, advance } = createTestDesk({ term, latencyMs: 0 })
  const asked = desk.ask(question('a', { deadline: 20_000 }))
  await advance(3950, 50)
  assert.equal(lines.opened, 0)
  await advance(50)
  assert.equal(lines.opened, 1)
  await advance(1000, 50)
  assert.equal(await asked, 'a')
  await desk.close()
})

test('closing ends the wait for a line, and that is nobody’s failure', async () => {
  const { desk, rest } = createTestDesk({
    openLine: (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  })
  const seat = desk.join(question('a'))
  await rest()
  const moved = assert.rejects(seat.answer, { name: 'Moved' })
  await desk.close()
  await moved
})
