// A question that is open already is joined only by who can wait until its call starts.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

test('who leaves before the promised start is told when to come back, the others join', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(4500)
  const first = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  const before = bus.said.length
  const within = (ms: number) => questionFor(clock, 'a', { deadline: clock.monotonic() + ms })
  assert.throws(() => asker.wire.join(within(4500)), { name: 'NoPlace', reason: 'deadline', retryAfterSeconds: 5 })
  const second = asker.wire.join(within(4501))
  await settle()
  assert.equal(bus.said.length, before, 'nothing is asked for either of them')
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(first.answer), 'the answer')
  assert.equal(await outcome(second.answer), 'the answer')
})

test('a promise that went with its dispatcher keeps nobody away', async () => {
  const { clock, member, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(4500)
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.lose()
  const next = member('next')
  next.hold()
  asker.wire.holder('next')
  await settle()
  const joined = asker.wire.join(questionFor(clock, 'a', { deadline: clock.monotonic() + 1000 }))
  next.seats[0]?.answer('the answer')
  assert.equal(await outcome(joined.answer), 'the answer')
})
