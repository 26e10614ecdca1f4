// The call belongs to nobody: deadlines and hang-ups end one caller's wait, never the call of the others.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'

test('a running call goes on for the rest when the first caller runs out of time', async () => {
  const { desk, calls, advance } = createTestDesk()
  const hasty = assert.rejects(desk.ask(question('a', { deadline: 1000 })), { name: 'TooLate' })
  const patient = desk.ask(question('a', { deadline: 5000 }))
  await advance(1500)
  await hasty
  assert.equal(calls[0]?.signal.aborted, false)
  calls[0]?.answer('the answer')
  assert.equal(await patient, 'the answer')
  await desk.close()
})

test('a running call goes on even when nobody waits any more, for the next who asks', async () => {
  const { desk, calls, advance, rest } = createTestDesk()
  const hasty = assert.rejects(desk.ask(question('a', { deadline: 1000 })), { name: 'TooLate' })
  await advance(1500)
  await hasty
  const next = desk.ask(question('a'))
  await rest()
  assert.equal(calls.length, 1)
  calls[0]?.answer('the answer')
  assert.equal(await next, 'the answer')
  await desk.close()
})

test('a later joiner gives a waiting call its own, later deadline', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1 })
  void desk.ask(question('busy', { deadline: 60_000 }))
  await advance(0)
  const hasty = assert.rejects(desk.ask(question('a', { deadline: 2000 })), { name: 'TooLate' })
  const patient = desk.ask(question('a', { deadline: 9000 }))
  await advance(2500)
  await hasty
  assert.equal(calls.length, 1, 'the slot is still out')
  calls[0]?.answer('busy')
  await advance(1500)
  assert.equal(calls[1]?.parts, 'a')
  calls[1]?.answer('the answer')
  assert.equal(await patient, 'the answer')
  await desk.close()
})

test('a question that nobody waits for any more is withdrawn before it costs a call', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1 })
  const busy = desk.ask(question('busy'))
  await advance(0)
  const hangUp = new AbortController()
  const left = assert.rejects(
    desk.ask(question('left'), () => hangUp.signal),
    { message: 'gone' },
  )
  const late = assert.rejects(desk.ask(question('late', { deadline: 3000 })), { name: 'TooLate' })
  await advance(100)
  assert.equal(desk.stats().waiting, 2)
  hangUp.abort(new Error('gone'))
  await left
  await advance(3000)
  await late
  assert.equal(desk.stats().waiting, 0)
  calls[0]?.answer('busy')
  await busy
  await advance(5000)
  assert.deepEqual(
    calls.map(({ parts }) => parts),
    ['busy'],
  )
  await desk.close()
})

test('who hung up before asking costs nothing', async () => {
  const { desk, calls, advance } = createTestDesk()
  await assert.rejects(
    desk.ask(question('a'), () => AbortSignal.abort(new Error('gone'))),
    { message: 'gone' },
  )
  await advance(100)
  assert.equal(calls.length, 0)
  await desk.close()
})

test('of two who wait one leaves: the next who asks still joins the same call', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1, latencyMs: 0 })
  const busy = desk.ask(question('busy'))
  await advance(0)
  const hangUp = new AbortController()
  const left = assert.rejects(
    desk.ask(question('a'), () => hangUp.signal),
    { message: 'gone' },
  )
  const stayed = desk.ask(question('a'))
  hangUp.abort(new Error('gone'))
  await left
  const joined = desk.ask(question('a'))
  assert.equal(desk.stats().waiting, 1)
  await advance(3000)
  assert.deepEqual(await Promise.all([busy, stayed, joined]), ['busy', 'a', 'a'])
  assert.equal(calls.length, 2)
  await desk.close()
})

test('a question that was withdrawn can be asked again', async () => {
  const { desk, advance } = createTestDesk({ callsPerSecond: 1, latencyMs: 0 })
  const busy = desk.ask(question('busy'))
  await advance(0)
  const hangUp = new AbortController()
  const left = assert.rejects(
    desk.ask(question('a'), () => hangUp.signal),
    { message: 'gone' },
  )
  hangUp.abort(new Error('gone'))
  await left
  const again = desk.ask(question('a'))
  await advance(3000)
  assert.deepEqual(await Promise.all([busy, again]), ['busy', 'a'])
  await desk.close()
})

test('an answer in time leaves no timer behind', async () => {
  const { desk, clock, calls, rest } = createTestDesk()
  const asked = desk.ask(question('a'))
  await rest()
  calls[0]?.answer('a')
  await asked
  assert.equal(clock.sleepers(), 0)
  await desk.close()
})

test('a question that was withdrawn keeps no place', async () => {
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 1, maxQueued: 1 })
  const busy = desk.ask(question('busy'))
  await rest()
  const hangUp = new AbortController()
  const left = assert.rejects(
    desk.ask(question('a'), () => hangUp.signal),
    { message: 'gone' },
  )
  hangUp.abort(new Error('gone'))
  await left
  const other = assert.rejects(desk.ask(question('b')), { reason: 'closing' })
  await assert.rejects(desk.ask(question('a')), { reason: 'queue-full' })
  calls[0]?.answer('busy')
  await busy
  await Promise.all([desk.close('ending'), other])
})
