// Questions follow the lease: from a dispatcher that gave it up, or died, to the next, or home.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

async function three(options: Parameters<ReturnType<typeof createFleet>['pair']>[0] = {}) {
  const fleet = createFleet()
  const { dispatcher, asker } = await fleet.pair(options)
  const next = fleet.member('next', options)
  return { ...fleet, dispatcher, asker, next }
}

test('a new dispatcher is asked at once for what the old one had', async () => {
  const { bus, clock, dispatcher, asker, next } = await three()
  dispatcher.promise(9000)
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  bus.lose(({ from }) => from === 'dispatcher')
  next.hold()
  await settle()
  assert.deepEqual(asker.announced, ['dispatcher', 'next'])
  asker.wire.holder('next')
  await settle()
  next.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('that the dispatcher leaves is heard by all others before it is so, and changes nothing yet', async () => {
  const { clock, dispatcher, asker, next } = await three()
  dispatcher.wire.leaving()
  await settle()
  assert.deepEqual([dispatcher.notices(), asker.notices(), next.notices()], [0, 1, 1])
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('a desk that loses its lease says so, and the question goes to the next as old as it is', async () => {
  const { clock, dispatcher, asker, next } = await three()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(300)
  next.hold()
  asker.wire.holder('next')
  dispatcher.lose()
  await settle()
  assert.equal(next.seats.length, 1)
  assert.equal(next.seats[0]?.ageMs, 300)
  next.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('sent on by the one that is taken for the dispatcher, it does not go round and round', async () => {
  const { bus, clock, dispatcher, asker } = await three()
  dispatcher.lose()
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  await clock.advance(1000)
  const asks = bus.said.filter(({ message }) => message.kind === 'ask').length
  assert.equal(asks >= 5 && asks <= 11, true, `${asks} times in a second`)
})

test('a call that was out at handover is finished there, and is not asked of the next meanwhile', async () => {
  const { clock, dispatcher, asker, next } = await three()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  const [seat] = dispatcher.seats
  seat?.start()
  await settle()
  dispatcher.wire.handedOver()
  await settle()
  next.hold()
  asker.wire.holder('next')
  await settle()
  assert.equal(next.seats.length, 0)
  seat?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('it is asked of the next after a second without that answer, and whichever comes first counts', async () => {
  const { bus, clock, dispatcher, asker, next } = await three()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.start()
  await settle()
  dispatcher.wire.handedOver()
  next.hold()
  await settle()
  asker.wire.holder('next')
  await clock.advance(1050)
  await settle()
  assert.equal(next.seats.length, 1)
  dispatcher.seats[0]?.answer('late, and right')
  assert.equal(await outcome(answer), 'late, and right')
  assert.equal(next.seats[0]?.left, true, 'the other call is not needed')
  assert.equal(bus.said.at(-1)?.message.kind, 'withdraw')
})

test('who becomes the dispatcher puts its questions at its own desk', async () => {
  const { clock, asker } = await three()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  asker.wire.holder('asker')
  assert.equal(await outcome(answer), 'Moved: the dispatcher moved before the call was made')
  assert.equal(asker.wire.stats().open, 0)
})

test('also when it asked a moment too late to be told', async () => {
  const { clock, asker } = await three()
  asker.wire.holder('asker')
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(50)
  assert.equal(await outcome(answer), 'Moved: the dispatcher moved before the call was made')
})

test('of the old dispatcher an answer is believed, a refusal or a failure is not', async () => {
  const { clock, dispatcher, asker, next } = await three()
  const seats = ['a', 'b', 'c'].map((parts) => asker.wire.join(questionFor(clock, parts)))
  await settle()
  next.hold()
  asker.wire.holder('next')
  await settle()
  dispatcher.seats[0]?.answer('the answer')
  dispatcher.seats[1]?.fail(new Error('the far side cannot be reached from here'))
  dispatcher.seats[2]?.fail(new NoPlace(9, 'queue-full'))
  const outcomes = await Promise.all(seats.map(({ answer }) => outcome(answer)))
  assert.deepEqual(outcomes, ['the answer', 'pending', 'pending'])
})

test('five hundred are asked again in each 50 ms, those with the nearest deadline first', async () => {
  const { bus, clock, dispatcher, asker, next } = await three({ ratePerSecond: 1000 })
  dispatcher.promise(9000)
  for (let n = 0; n < 1200; n += 1) asker.wire.join(questionFor(clock, `a${n}`, { deadline: 20_000 - n }))
  await settle()
  bus.lose(({ to }) => to === 'dispatcher')
  next.hold()
  asker.wire.holder('next')
  await settle()
  assert.deepEqual([next.seats.length, next.seats[0]?.key, next.seats[499]?.key], [500, 'a1199', 'a700'])
  await clock.advance(50)
  await settle()
  assert.equal(next.seats.length, 1000)
  await clock.advance(50)
  await settle()
  assert.equal(next.seats.length, 1200)
})
