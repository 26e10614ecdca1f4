// Words that cross on their way: each order of arrival ends well on both sides.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

test('a question is withdrawn when the last who wants it has left, and not before', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const seats = [0, 1].map(() => asker.wire.join(questionFor(clock, 'a')))
  await settle()
  seats[0]?.leave()
  await settle()
  assert.equal(dispatcher.seats[0]?.left, false)
  seats[1]?.leave()
  seats[1]?.leave()
  await settle()
  assert.equal(dispatcher.seats[0]?.left, true)
  assert.deepEqual([asker.wire.stats().open, dispatcher.wire.stats().held], [0, 0])
})

// asker: leave, withdraw ───╲╱─── dispatcher: answer. The answer finds no question, the withdrawal finds none either.
test('an answer that crosses the withdrawal falls away, and the next who asks is not answered with it', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { leave } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  const withdraw = bus.hold(({ message }) => message.kind === 'withdraw')
  const answer = bus.hold(({ message }) => message.kind === 'answer')
  leave()
  dispatcher.seats[0]?.answer('nobody waits for this')
  await settle()
  await clock.advance(10)
  const next = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  answer()
  withdraw()
  assert.equal(await outcome(next.answer), 'pending')
  assert.equal(dispatcher.seats[1]?.left, false)
  dispatcher.seats[1]?.answer('the answer')
  assert.equal(await outcome(next.answer), 'the answer')
})

test('a question that was withdrawn while it was looked up takes no place', async () => {
  const { clock, pair } = createFleet()
  const lookup = Promise.withResolvers<undefined>()
  const { dispatcher, asker } = await pair({ lookup: () => lookup.promise })
  const { leave } = asker.wire.join({ ...questionFor(clock, 'a'), ageMs: 1000 })
  await settle()
  leave()
  await settle()
  lookup.resolve(undefined)
  await settle()
  assert.equal(dispatcher.seats.length, 0)
})

test('a question that comes twice has one place, and hears twice that it has', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  bus.lose(({ message }) => message.kind === 'accepted')
  asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(600)
  await settle()
  assert.equal(bus.said.filter(({ message }) => message.kind === 'ask').length, 2)
  assert.equal(bus.said.filter(({ message }) => message.kind === 'accepted').length, 2)
  assert.equal(dispatcher.seats.length, 1)
})

// asker: ask until 1 s ─── somebody joins until 10 s, ask 2 ───╲╱─── dispatcher: refused 1. Only the first was refused.
test('a refusal that crosses a later deadline turns away only those it was about', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.refuse(new NoPlace(3))
  const refused = bus.hold(({ message }) => message.kind === 'refused')
  const short = asker.wire.join(questionFor(clock, 'a', { deadline: 1000 }))
  await settle()
  dispatcher.refuse(undefined)
  const long = asker.wire.join(questionFor(clock, 'a', { deadline: 10_000 }))
  await clock.advance(100)
  await settle()
  refused()
  assert.equal(await outcome(short.answer), 'NoPlace deadline 3')
  assert.equal(await outcome(long.answer), 'pending')
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(long.answer), 'the answer')
})

test('a later deadline is made known within 100 ms, and the first place is given up for the later one', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  asker.wire.join(questionFor(clock, 'a', { deadline: 1000 }))
  await settle()
  for (let n = 0; n < 10; n += 1) asker.wire.join(questionFor(clock, 'a', { deadline: 5000 + n }))
  await settle()
  assert.equal(dispatcher.seats.length, 1, 'not at once')
  await clock.advance(100)
  await settle()
  assert.deepEqual(
    dispatcher.seats.map(({ deadline, left }) => [Math.round(deadline), left]),
    [
      [1000, true],
      [5009, false],
    ],
  )
})

// asker: ask until 1 s ─── somebody joins until 5 s ───╱─── dispatcher: accepted, until 1 s. The later one is still to be told.
test('also when the word that the first was accepted crosses it', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const accepted = bus.hold(({ message }) => message.kind === 'accepted')
  asker.wire.join(questionFor(clock, 'a', { deadline: 1000 }))
  await settle()
  asker.wire.join(questionFor(clock, 'a', { deadline: 5000 }))
  accepted()
  await clock.advance(100)
  await settle()
  assert.deepEqual(
    dispatcher.seats.map(({ deadline }) => Math.round(deadline)),
    [1000, 5000],
  )
})

test('a later place that is refused leaves the one there is', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a', { deadline: 1000 }))
  await settle()
  dispatcher.refuse(new NoPlace(3))
  asker.wire.join(questionFor(clock, 'a', { deadline: 9000 }))
  await clock.advance(100)
  await settle()
  assert.equal(dispatcher.seats[0]?.left, false)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('the dispatcher gives up a place by itself when the deadline has passed and the withdrawal was lost', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { leave } = asker.wire.join(questionFor(clock, 'a', { deadline: 1000 }))
  await settle()
  bus.lose(({ message }) => message.kind === 'withdraw')
  leave()
  await clock.advance(1050)
  assert.equal(dispatcher.seats[0]?.left, false)
  await clock.advance(100)
  assert.equal(dispatcher.seats[0]?.left, true)
  assert.equal(dispatcher.wire.stats().held, 0)
})
