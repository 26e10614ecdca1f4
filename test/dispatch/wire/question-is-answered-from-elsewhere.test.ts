// A question put to another process is answered there, as its own policy says, and told what becomes of it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle, mention } from './support/fleet.ts'

test('the question stands on the desk with its lane, caller, deadline and age, and the weight of that process', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ weightOf: (caller) => (caller === 'spoed' ? 3 : 1) })
  await clock.advance(1000)
  asker.wire.join(questionFor(clock, 'a', { lane: 'bulk', caller: 'spoed', weight: 100, ageMs: 700 }))
  await settle()
  const [seat] = dispatcher.seats
  assert.deepEqual(
    [seat?.key, seat?.parts, seat?.lane, seat?.caller, seat?.weight, seat?.deadline, seat?.ageMs],
    ['a', 'a', 'bulk', 'spoed', 3, 11_000, 700],
  )
})

test('its answer comes back, and before it that the call is out', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const seat = asker.wire.join(questionFor(clock, 'a'))
  let started = false
  void seat.started.then(() => (started = true))
  await settle()
  assert.equal(started, false)
  dispatcher.seats[0]?.start()
  await mention(clock)
  assert.equal(started, true)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(seat.answer), 'the answer')
  assert.deepEqual([asker.wire.stats().open, dispatcher.wire.stats().held], [0, 0])
})

test('a failure comes back as the codec reads it', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.fail(new Error('the far side is away'))
  assert.equal(await outcome(answer), 'Error: the far side is away')
})

test('what is no question by the rules of that process fails, and never reaches its desk', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'bad'))
  assert.equal(await outcome(answer), 'Error: what was asked is no question')
  assert.equal(dispatcher.seats.length, 0)
})

test('what is held there by now is answered without a place on the desk', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ glance: (parts) => `held ${parts}` })
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  assert.equal(await outcome(answer), 'held a')
  assert.equal(dispatcher.seats.length, 0)
})

test('one that was asked before is looked for everywhere first: the dispatcher before may have had its answer', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ lookup: async (parts) => `held ${parts}` })
  const old = asker.wire.join({ ...questionFor(clock, 'a'), ageMs: 100 })
  assert.equal(await outcome(old.answer), 'held a')
  assert.equal(dispatcher.seats.length, 0)
  asker.wire.join({ ...questionFor(clock, 'b'), ageMs: 99 })
  await settle()
  assert.equal(dispatcher.seats.length, 1)
})

test('a look-up that fails counts as nothing held', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ lookup: () => Promise.reject(new Error('Redis is away')) })
  asker.wire.join({ ...questionFor(clock, 'a'), ageMs: 1000 })
  await settle()
  assert.equal(dispatcher.seats.length, 1)
})
