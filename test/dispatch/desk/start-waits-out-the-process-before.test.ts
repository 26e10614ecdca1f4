// A new process does not know what the one before it called in the last second.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createDesk, question } from './support/desk.ts'

test('no call starts in the first second, unless told that the second was quiet', async () => {
  const { desk, calls, advance } = createDesk({ startHeldMs: 1000 })
  void desk.ask(question('a'))
  await advance(995)
  assert.equal(calls.length, 0)
  await advance(5)
  assert.equal(calls.length, 1)
  calls[0]?.answer('a')
  await desk.close()
})
