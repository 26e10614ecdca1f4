// Pub/sub promises nothing: whatever is lost on the way costs time, never an answer.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle, textCodec } from './support/fleet.ts'

const never = () => false
const asks = (bus: ReturnType<typeof createFleet>['bus']) => bus.said.filter(({ message }) => message.kind === 'ask')

test('a question that is lost is asked again after half a second', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  bus.lose(({ message }) => message.kind === 'ask')
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(450)
  assert.equal(asks(bus).length, 1)
  bus.lose(never)
  await clock.advance(50)
  await settle()
  assert.equal(dispatcher.seats.length, 1)
  assert.equal(dispatcher.seats[0]?.ageMs, 500, 'it is as old as when it was first asked')
  assert.equal(dispatcher.seats[0]?.deadline, 10_000, 'and has no more time than it had')
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('without any word the pauses grow to two and a half seconds, by chance so that a herd spreads', async () => {
  const { bus, clock, pair } = createFleet()
  const { asker } = await pair({ random: () => 1 })
  bus.lose(({ message }) => message.kind === 'ask')
  asker.wire.join(questionFor(clock, 'a', { deadline: 60_000 }))
  const moments: number[] = []
  for (let tick = 0; tick < 200; tick += 1) {
    await clock.advance(50)
    if (asks(bus).length > moments.length + 1) moments.push(clock.monotonic())
  }
  assert.deepEqual(moments, [500, 1500, 3000, 5500, 8000])
})

test('an answer that is lost is given from memory when it is asked for again, without a second place', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  bus.lose(({ message }) => message.kind === 'answer')
  dispatcher.seats[0]?.answer('the answer')
  await settle()
  bus.lose(never)
  await clock.advance(1050)
  assert.equal(await outcome(answer), 'pending', 'promised within 100 ms: asked again a second after that')
  await clock.advance(50)
  assert.equal(await outcome(answer), 'the answer')
  assert.equal(dispatcher.seats.length, 1)
})

test('an answer from memory is not given to who asked after it came', async () => {
  const { clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.answer('old')
  await settle()
  await clock.advance(100)
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.equal(dispatcher.seats.length, 2)
  dispatcher.seats[1]?.answer('new')
  assert.equal(await outcome(answer), 'new')
})

test('nor after five seconds', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  bus.lose(({ from }) => from === 'dispatcher')
  dispatcher.seats[0]?.answer('lost')
  await settle()
  await clock.advance(5100)
  bus.lose(never)
  await clock.advance(2000)
  await settle()
  assert.equal(dispatcher.seats.length, 2)
})

test('that a call is out is told again to who asks again', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  let isStarted = false
  void asker.wire.join(questionFor(clock, 'a')).started.then(() => (isStarted = true))
  await settle()
  bus.lose(({ message }) => message.kind === 'started')
  dispatcher.seats[0]?.start()
  await settle()
  bus.lose(never)
  assert.equal(isStarted, false)
  await clock.advance(1100)
  await settle()
  assert.equal(isStarted, true)
})

test('a word ends the silence: after it the pauses begin anew', async () => {
  const { bus, clock, pair } = createFleet()
  const { asker } = await pair({ random: () => 1 })
  bus.lose(({ message }) => message.kind === 'ask')
  asker.wire.join(questionFor(clock, 'a', { deadline: 60_000 }))
  await clock.advance(3000)
  assert.equal(asker.wire.stats().unheard, 1)
  bus.lose(never)
  await clock.advance(2600)
  await settle()
  assert.equal(asker.wire.stats().unheard, 0)
  bus.lose(({ message }) => message.kind === 'ask')
  const before = asks(bus).length
  await clock.advance(1100 + 500 + 50)
  assert.equal(asks(bus).length - before, 2, 'overdue, and half a second after that')
})

test('listening again, everything is asked again: any word may have been missed', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  dispatcher.promise(8000)
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  bus.lose(({ message }) => message.kind === 'answer')
  dispatcher.seats[0]?.answer('the answer')
  await settle()
  bus.lose(never)
  bus.reconnect('asker')
  assert.equal(await outcome(answer), 'the answer')
})

test('a publish that fails is told, and the question asked again', async () => {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  bus.cut(true)
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.equal(asker.faults.length, 1)
  bus.cut(false)
  await clock.advance(550)
  await settle()
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('an answer that cannot be read counts as lost, and is told', async () => {
  const { clock, pair } = createFleet()
  let isReadable = false
  const codec = {
    ...textCodec,
    readAnswer: (key: string, bytes: Buffer) => {
      if (!isReadable) throw new Error('sealed with a key that is not known')
      return textCodec.readAnswer(key, bytes)
    },
  }
  const { dispatcher, asker } = await pair({ codec })
  const { answer } = asker.wire.join(questionFor(clock, 'a'))
  await clock.advance(100)
  dispatcher.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'pending')
  assert.equal(asker.faults.length, 1)
  isReadable = true
  await clock.advance(550)
  assert.equal(await outcome(answer), 'the answer')
})
