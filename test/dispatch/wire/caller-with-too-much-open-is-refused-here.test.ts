// More than could be answered within the longest wait is refused without a message.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

function refusalOf(join: () => unknown): string {
  try {
    join()
    return 'taken'
  } catch (error) {
    return error instanceof NoPlace ? `${error.reason} ${error.retryAfterSeconds}` : String(error)
  }
}

const small = { ratePerSecond: 2, longestWaitMs: 5000 }

test('the eleventh of a caller is refused when ten can be answered; others are not', async () => {
  const { bus, clock, pair } = createFleet()
  const { asker } = await pair(small)
  for (let n = 0; n < 10; n += 1) asker.wire.join(questionFor(clock, `a${n}`))
  await settle()
  const before = bus.said.length
  assert.equal(
    refusalOf(() => asker.wire.join(questionFor(clock, 'more'))),
    'caller-queue 6',
  )
  assert.equal(
    refusalOf(() => asker.wire.join(questionFor(clock, 'a3'))),
    'taken',
    'that one is open already',
  )
  await settle()
  assert.equal(bus.said.length, before)
  assert.equal(
    refusalOf(() => asker.wire.join(questionFor(clock, 'b', { caller: 'other' }))),
    'taken',
  )
})

/** Asks ten in one moment, of which five are withdrawn. */
function askHerd(join: (question: ReturnType<typeof questionFor>) => { leave: () => void }, clock: FakeClock) {
  const seats = Array.from({ length: 10 }, (_, n) => join(questionFor(clock, `a${n}`)))
  for (const { leave } of seats.slice(5)) leave()
}

test('in a herd who has less time is refused behind fewer, for those come first', async () => {
  const { bus, clock, pair } = createFleet()
  const { asker } = await pair(small)
  askHerd(asker.wire.join, clock)
  await settle()
  const before = bus.said.length
  const within = (ms: number) => questionFor(clock, 'more', { deadline: clock.monotonic() + ms })
  assert.equal(
    refusalOf(() => asker.wire.join(within(1500))),
    'caller-queue 3',
    'of five two may be out, and three take 1.5 s',
  )
  await settle()
  assert.equal(bus.said.length, before)
  assert.equal(
    refusalOf(() => asker.wire.join(within(1501))),
    'taken',
  )
})

test('behind a herd the dispatcher is asked as often as it answers, for it knows whom the others sent away', async () => {
  const { clock, pair } = createFleet()
  const { asker } = await pair(small)
  const late = () =>
    refusalOf(() => asker.wire.join(questionFor(clock, 'more', { deadline: clock.monotonic() + 1500 })))
  askHerd(asker.wire.join, clock)
  await clock.advance(499)
  assert.match(late(), /^caller-queue/)
  await clock.advance(1)
  assert.equal(late(), 'taken')
  assert.equal(late(), 'taken', 'it joins the one that is open')
})

test('once more was asked than can be answered a herd is one until that has been answered', async () => {
  const { clock, pair } = createFleet()
  const { asker } = await pair(small)
  let n = 0
  const late = () =>
    refusalOf(() => asker.wire.join(questionFor(clock, `late${(n += 1)}`, { deadline: clock.monotonic() + 1500 })))
  askHerd(asker.wire.join, clock)
  await clock.advance(1000)
  assert.deepEqual([late(), late()], ['taken', 'taken'], 'two a second are answered')
  assert.match(late(), /^caller-queue/)
  await clock.advance(5000)
  for (let more = 0; more < 3; more += 1) assert.equal(late(), 'taken')
})

test('a herd ends when it can have been answered, however many more were asked and left', async () => {
  const { clock, pair } = createFleet()
  const { asker } = await pair(small)
  for (let n = 0; n < 100; n += 1) asker.wire.join(questionFor(clock, `left${n}`)).leave()
  for (let n = 0; n < 5; n += 1) asker.wire.join(questionFor(clock, `a${n}`))
  const late = (key: string) =>
    refusalOf(() => asker.wire.join(questionFor(clock, key, { deadline: clock.monotonic() + 1500 })))
  assert.match(late('b'), /^caller-queue/)
  await clock.advance(5000)
  for (let n = 0; n < 5; n += 1) assert.equal(late(`c${n}`), 'taken')
})

test('those who are sent away are told to come back one after the other', async () => {
  const { clock, pair } = createFleet()
  const { asker } = await pair(small)
  for (let n = 0; n < 10; n += 1) asker.wire.join(questionFor(clock, `a${n}`))
  const told = Array.from({ length: 4 }, (_, n) => refusalOf(() => asker.wire.join(questionFor(clock, `b${n}`))))
  assert.deepEqual(told, ['caller-queue 6', 'caller-queue 6', 'caller-queue 7', 'caller-queue 7'])
})

test('the last advice of the dispatcher counts for as long as it said, when it is the longer one', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair(small)
  dispatcher.refuse(new NoPlace(40))
  const { answer } = asker.wire.join(questionFor(clock, 'refused'))
  assert.equal(await outcome(answer), 'NoPlace deadline 40')
  dispatcher.refuse(undefined)
  const fill = () => {
    for (let n = 0; n < 10; n += 1) asker.wire.join(questionFor(clock, `a${n}`))
  }
  fill()
  assert.equal(
    refusalOf(() => asker.wire.join(questionFor(clock, 'b'))),
    'caller-queue 40',
  )
  await clock.advance(40_001)
  assert.equal(
    refusalOf(() => asker.wire.join(questionFor(clock, 'b'))),
    'caller-queue 6',
  )
})

test('a question that is answered, refused or withdrawn makes room', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ ratePerSecond: 1, longestWaitMs: 1000 })
  const full = () => refusalOf(() => asker.wire.join(questionFor(clock, 'next'))).startsWith('caller-queue')
  const first = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.equal(full(), true)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(first.answer), 'the answer')
  const second = asker.wire.join(questionFor(clock, 'b'))
  await settle()
  assert.equal(full(), true)
  second.leave()
  dispatcher.refuse(new NoPlace(1))
  const third = asker.wire.join(questionFor(clock, 'c'))
  assert.equal(await outcome(third.answer), 'NoPlace deadline 1')
  assert.equal(full(), false)
})
