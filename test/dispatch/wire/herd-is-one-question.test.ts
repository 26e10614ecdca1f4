// Who wants the same is asked for once; what is said in one turn of the loop leaves together.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

test('ten thousand who ask the same at once are one question, one publish, and all are answered', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const before = bus.publishes()
  const question = questionFor(clock, 'a')
  const answers = Array.from({ length: 10_000 }, () => asker.wire.join(question).answer)
  await settle()
  assert.equal(dispatcher.seats.length, 1)
  assert.equal(bus.said.filter(({ message }) => message.kind === 'ask').length, 1)
  assert.equal(bus.publishes() - before, 2, 'the question, and that it is accepted')
  dispatcher.seats[0]?.answer('the answer')
  assert.deepEqual(new Set(await Promise.all(answers)), new Set(['the answer']))
})

test('another caller and another lane are other questions: whose turn it is depends on them', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  for (const rest of [{}, { caller: 'other' }, { lane: 'bulk' as const }]) {
    asker.wire.join(questionFor(clock, 'a', rest))
    asker.wire.join(questionFor(clock, 'a', rest))
  }
  await settle()
  assert.equal(dispatcher.seats.length, 3)
})

test('ten thousand different questions at once leave in twenty publishes', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ ratePerSecond: 1000 })
  dispatcher.refuse(new NoPlace(7))
  const before = bus.publishes('asker')
  const answers = Array.from({ length: 10_000 }, (_, n) => asker.wire.join(questionFor(clock, `a${n}`)).answer)
  const refusals = await Promise.allSettled(answers)
  assert.equal(refusals.filter(({ status }) => status === 'rejected').length, 10_000)
  assert.equal(bus.publishes('asker') - before, 20)
})

test('an answer that many wait for in one process is in its frame once', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const seats = ['x', 'y', 'z'].map((caller) => asker.wire.join(questionFor(clock, 'a', { caller })))
  await settle()
  const before = bus.publishes()
  for (const seat of dispatcher.seats) seat.answer('the answer')
  for (const { answer } of seats) assert.equal(await outcome(answer), 'the answer')
  assert.equal(bus.publishes() - before, 1)
})
