// What the book says of the slots when the term begins holds: calls of the one before may have been made just now.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

test('each slot is held for as long as the term says, and the others are not', async () => {
  const term = createTestTerm({ freeInMs: [1000, 0, 2500] })
  const { desk, calls, advance } = createTestDesk({ term })
  for (const key of ['a', 'b', 'c']) void desk.ask(question(key))
  await advance(4000)
  assert.deepEqual(
    calls.map(({ at }) => at),
    [0, 1000, 2500],
  )
  for (const call of calls) call.answer('')
  await desk.close()
})
