// What the work tells early reaches whoever sits there to carry it elsewhere; nobody here, and nobody who sits down later.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, outcomes, question } from './support/desk.ts'

test('a seat hears it before the answer, and whoever waits here does not', async () => {
  const { desk, calls, rest } = createTestDesk()
  const seat = desk.join(question('a'))
  const here = desk.ask(question('a', { caller: 'other' }))
  await rest()
  calls[0]?.early('one')
  assert.equal(await seat.early, 'one')
  assert.equal(
    desk.join(question('a', { caller: 'third' })).early,
    undefined,
    'it may be what this one found out of date',
  )
  assert.equal(await Promise.race([here, Promise.resolve('waits')]), 'waits')
  calls[0]?.answer('one, landed')
  assert.deepEqual(await outcomes([here, seat.answer]), ['one, landed', 'one, landed'])
  await desk.close()
})

test('who leaves with it takes nothing away from the call', async () => {
  const { desk, calls, rest } = createTestDesk()
  const seat = desk.join(question('a'))
  await rest()
  calls[0]?.early('one')
  await seat.early
  seat.leave()
  assert.equal(calls[0]?.signal.aborted, false)
  const later = desk.ask(question('a'))
  calls[0]?.answer('one')
  assert.equal(await later, 'one')
  assert.equal(calls.length, 1)
  await desk.close()
})
