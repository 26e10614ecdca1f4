// A call of which nothing went out cost nothing: its slot is free at once, and the question stands where it stood.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

const notSent = new Failure({ sent: false, again: true }, 'nothing was sent')

test('the question goes first again, without paying twice', async () => {
  const term = createTestTerm({ slots: 1 })
  const { desk, calls, rest, advance } = createTestDesk({ term })
  const asked: Promise<string>[] = []
  for (const key of ['a1', 'a2', 'b1']) {
    asked.push(desk.ask(question(key, { caller: key.charAt(0) })))
    await advance(1)
  }
  await rest()
  calls[0]?.fail(notSent)
  await rest()
  assert.deepEqual(term.frees, [[0, 0]])
  assert.equal(calls[1]?.parts, 'a1')
  assert.equal(calls[1]?.at, 3, 'at once')
  calls[1]?.answer('a1')
  await advance(1000)
  calls[2]?.answer('b1')
  await advance(1000)
  calls[3]?.answer('a2')
  await Promise.all(asked)
  assert.equal(calls.map(({ parts }) => parts).join(' '), 'a1 a1 b1 a2')
  await desk.close()
})

test('it does not go on for ever: the sixth time is a failure, and not one that is remembered', async () => {
  const term = createTestTerm({ slots: 1 })
  let times = 0
  const { desk } = createTestDesk({
    term,
    work: async () => {
      times += 1
      if (times <= 6) throw notSent
      return 'the answer'
    },
  })
  await assert.rejects(desk.ask(question('a', { deadline: 1 })), { message: 'nothing was sent' })
  assert.equal(times, 6)
  assert.equal(await desk.ask(question('a')), 'the answer')
  await desk.close()
})

test('whoever left in the meantime is not called for', async () => {
  const { desk, calls, rest } = createTestDesk()
  const seat = desk.join(question('a'))
  await rest()
  seat.leave()
  calls[0]?.fail(notSent)
  await rest()
  assert.equal(calls.length, 1)
  assert.equal(desk.stats().waiting, 0)
  await desk.close()
})

test('the work is told whether the take still holds', async () => {
  let holds = true
  const { desk, calls, rest } = createTestDesk({ term: createTestTerm({ slots: 1, mayStart: () => holds }) })
  void desk.ask(question('a'))
  await rest()
  assert.equal(calls[0]?.mayStart(), true)
  holds = false
  assert.equal(calls[0]?.mayStart(), false)
  calls[0]?.answer('a')
  await desk.close()
})
