// A call's start holds nobody up: it is told with what is said next to the same process, or a little later by itself.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, mention, outcome, questionFor, settle } from './support/fleet.ts'

async function started() {
  const fleet = createFleet()
  const { dispatcher, asker } = await fleet.pair()
  const { answer } = asker.wire.join(questionFor(fleet.clock, 'a'))
  await settle()
  const before = fleet.bus.said.length
  const publishes = fleet.bus.publishes('dispatcher')
  dispatcher.seats[0]?.start()
  await settle()
  const since = () => fleet.bus.said.slice(before).map(({ message }) => message.kind)
  return { ...fleet, dispatcher, asker, answer, since, publishes: () => fleet.bus.publishes('dispatcher') - publishes }
}

test('a start is said by itself after a while', async () => {
  const { clock, since } = await started()
  assert.deepEqual(since(), [])
  await mention(clock)
  assert.deepEqual(since(), ['started'])
})

test('with an answer it leaves at once, before it and in the same publish', async () => {
  const { clock, dispatcher, answer, since, publishes } = await started()
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
  assert.deepEqual([since(), publishes()], [['started', 'answer'], 1])
  await mention(clock)
  assert.deepEqual(since(), ['started', 'answer'])
})

test('a process that closes leaves nothing unsaid', async () => {
  const { dispatcher, since } = await started()
  await dispatcher.wire.close()
  assert.deepEqual(since().slice(0, 1), ['started'])
})
