// A question whose call goes out at once hears so by its start; only who must wait is told that it was accepted.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle, mention } from './support/fleet.ts'

const wordsTo = (process: string, { said }: ReturnType<typeof createFleet>['bus']) =>
  said.filter(({ to }) => to === process).map(({ message }) => message.kind)

test('a call that goes out at once is not announced: its start is the first word, its answer the last', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(0)
  const { started, answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.deepEqual(wordsTo('asker', bus), [])
  dispatcher.seats[0]?.start()
  await mention(clock)
  await started
  assert.equal(asker.wire.stats().unheard, 0)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
  assert.deepEqual(wordsTo('asker', bus), ['started', 'answer'])
})

test('one that must wait is told at once for how long', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(1)
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.deepEqual(wordsTo('asker', bus), ['accepted'])
})

// dispatcher: a slot is free, so nothing is said ─── the slot cannot be taken after all ─── asker: no word, asks again
test('should it not go out after all, then who asks again is told, keeps its place and asks no more', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(0)
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(550)
  await settle()
  assert.deepEqual(wordsTo('asker', bus), ['accepted'])
  await clock.advance(900)
  await settle()
  assert.deepEqual(wordsTo('dispatcher', bus), ['ask', 'ask'])
  assert.equal(dispatcher.seats.length, 1)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})
