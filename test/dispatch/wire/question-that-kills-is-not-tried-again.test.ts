// A question whose call was out at two dispatchers that died gets no third.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle, mention } from './support/fleet.ts'

const failed = 'Error: the call brought no answer within its time-out'

/** Asks, and kills so many dispatchers when its call is out. */
async function kill(names: string[]) {
  const fleet = createFleet()
  const asker = fleet.member('asker')
  const seat = asker.wire.join(questionFor(fleet.clock, 'a'))
  const dead: string[] = []
  fleet.bus.lose(({ from, to }) => dead.includes(from) || dead.includes(to))
  for (const name of names) {
    const dispatcher = fleet.member(name)
    dispatcher.hold()
    await settle()
    asker.wire.holder(name)
    await settle()
    dispatcher.seats[0]?.start()
    await mention(fleet.clock)
    dead.push(name)
    asker.wire.holder(undefined)
  }
  const survivor = fleet.member('survivor')
  survivor.hold()
  await settle()
  return { ...fleet, asker, survivor, ...seat }
}

test('after one death it is tried again', async () => {
  const { asker, survivor, answer } = await kill(['one'])
  asker.wire.holder('survivor')
  await settle()
  survivor.seats[0]?.answer('the answer')
  assert.equal(await outcome(answer), 'the answer')
})

test('after two it is answered failed, and for a minute so is whoever asks for the same', async () => {
  const { clock, asker, survivor, answer, member } = await kill(['one', 'two'])
  asker.wire.holder('survivor')
  assert.equal(await outcome(answer), failed)
  assert.deepEqual([survivor.seats.length, survivor.wire.stats().poisoned], [0, 1])

  const other = member('other')
  other.wire.holder('survivor')
  assert.equal(await outcome(other.wire.join(questionFor(clock, 'a')).answer), failed)
  await clock.advance(60_000)
  other.wire.join(questionFor(clock, 'a'))
  await settle()
  assert.equal(survivor.seats.length, 1)
})

test('it does not get to the desk of the process that waits for it either', async () => {
  const { asker, answer } = await kill(['one', 'two'])
  asker.wire.holder('asker')
  assert.equal(await outcome(answer), 'NoAnswer: the call brought no answer within its time-out')
})

test('a dispatcher that handed over with the call out has not died of it', async () => {
  const { clock, member, bus, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  asker.wire.join(questionFor(clock, 'a'))
  let old = dispatcher
  for (const name of ['second', 'third']) {
    const next = member(name)
    await settle()
    old.seats[0]?.start()
    await settle()
    old.wire.handedOver()
    next.hold()
    await settle()
    asker.wire.holder(name)
    await clock.advance(1050)
    await settle()
    old = next
  }
  assert.equal(old.seats.length, 1)
  const deaths = bus.said.map(({ message }) => (message.kind === 'ask' ? message.deaths : 0))
  assert.equal(Math.max(...deaths), 0)
})

test('nor has the dispatcher that is asked again while the call is out', async () => {
  const { clock, bus, pair } = createFleet()
  const { dispatcher, asker } = await pair()
  asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.start()
  await clock.advance(2500)
  const deaths = bus.said.flatMap(({ message }) => (message.kind === 'ask' ? [message.deaths] : []))
  assert.deepEqual(deaths, [0, 0, 0])
})
