// Without a dispatcher a question waits for the election, not for ever; without Redis not at all.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

const noDispatcher = (error: unknown) =>
  error instanceof NoPlace && error.reason === 'no-dispatcher' && error.retryAfterSeconds === 2

test('a question waits, unasked, until somebody has the lease', async () => {
  const { bus, clock, member } = createFleet()
  const asker = member('asker')
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(2500)
  assert.equal(bus.said.length, 0)
  const dispatcher = member('dispatcher')
  dispatcher.hold()
  asker.wire.holder('dispatcher')
  await settle()
  assert.equal(dispatcher.seats[0]?.ageMs, 2500)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('after five seconds without a dispatcher who waits is sent away, and who comes is not let in', async () => {
  const { clock, member } = createFleet()
  const asker = member('asker')
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(4950)
  assert.equal(await outcome(answer), 'pending')
  await clock.advance(50)
  assert.equal(await outcome(answer), 'NoPlace no-dispatcher 2')
  assert.throws(() => asker.wire.join(questionFor(clock, 'b')), noDispatcher)
  asker.wire.holder('dispatcher')
  asker.wire.join(questionFor(clock, 'b'))
})

test('while Redis is away all are sent away at once, and let in again when it is back', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  asker.wire.away(true)
  assert.equal(await outcome(answer), 'NoPlace no-dispatcher 2')
  assert.throws(() => asker.wire.join(questionFor(clock, 'b')), noDispatcher)
  asker.wire.away(false)
  asker.wire.join(questionFor(clock, 'b'))
  await settle()
  assert.deepEqual(
    dispatcher.seats.map(({ key }) => key),
    ['a', 'b'],
  )
})

test('nothing is asked again while nobody holds the lease', async () => {
  const { bus, clock, pair } = createFleet()
  const { asker } = await pair()
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  asker.wire.holder(undefined)
  const before = bus.said.length
  await clock.advance(3000)
  assert.equal(bus.said.length, before)
})

test('a process that closes sends those who wait away, and takes its questions back', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  await asker.wire.close()
  assert.equal(await outcome(answer), 'NoPlace closing 1')
  assert.equal(dispatcher.seats[0]?.left, true)
})

test('a dispatcher that closes sends those it has to the next', async () => {
  const { clock, member, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  const next = member('next')
  next.hold()
  asker.wire.holder('next')
  await dispatcher.wire.close()
  await settle()
  next.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})
