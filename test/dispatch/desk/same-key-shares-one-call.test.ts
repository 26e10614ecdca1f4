// Questions with the same key share one call, whether it waits or runs; a settled one is not shared.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, outcomes, question } from './support/desk.ts'

test('ten thousand identical questions make one call and all get its answer', async () => {
  const { desk, calls, rest } = createTestDesk()
  const asked = Array.from({ length: 10_000 }, (_, n) => desk.ask(question('a', { caller: `caller ${n % 50}` })))
  await rest()
  assert.equal(calls.length, 1)
  calls[0]?.answer('the answer')
  assert.deepEqual(new Set(await outcomes(asked)), new Set(['the answer']))
  await desk.close()
})

test('who asks while the call runs joins it, who asks afterwards gets a new one', async () => {
  const { desk, calls, rest } = createTestDesk()
  const first = desk.ask(question('a'))
  await rest()
  const second = desk.ask(question('a', { lane: 'refresh', caller: 'poller' }))
  await rest()
  assert.equal(calls.length, 1)
  calls[0]?.answer('old')
  assert.deepEqual(await outcomes([first, second]), ['old', 'old'])

  const third = desk.ask(question('a'))
  await rest()
  assert.equal(calls.length, 2)
  calls[1]?.answer('new')
  assert.equal(await third, 'new')
  await desk.close()
})

test('a failing call fails all who wait, with the very same error, and the next asks anew once it is forgotten', async () => {
  const { desk, calls, rest, advance } = createTestDesk()
  const failure = new Error('the far side is away')
  const asked = [desk.ask(question('a')), desk.ask(question('a'))]
  await rest()
  calls[0]?.fail(failure)
  for (const one of asked) await assert.rejects(one, (error) => error === failure)

  await advance(2000, 100)
  const again = desk.ask(question('a'))
  await rest()
  calls[1]?.answer('back')
  assert.equal(await again, 'back')
  await desk.close()
})
