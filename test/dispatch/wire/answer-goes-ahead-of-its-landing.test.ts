// Who asked elsewhere has the answer while the dispatcher still decides what becomes of it, and holds it after a word of that.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createEnvelope } from '../../../src/dispatch/wire/envelope.ts'
import { writeFrame } from '../../../src/dispatch/wire/frame.ts'
import { question } from '../desk/support/desk.ts'
import { createFleet, mention, outcome, settle, textCodec } from './support/fleet.ts'

/** A dispatcher, and who asks it; `held` is what the asker was told that it may hold. */
async function open() {
  const fleet = createFleet()
  const held: [string, string][] = []
  const dispatcher = fleet.member('a')
  const asker = fleet.member('b', { onLanded: (key, answer) => held.push([key, answer]) })
  dispatcher.hold()
  asker.wire.holder('a')
  await settle()
  return { ...fleet, dispatcher, asker, held }
}

async function asked(key = 'x') {
  const fleet = await open()
  const seat = fleet.asker.wire.join(question(key, { deadline: 5000 }))
  await settle()
  const [onDesk] = fleet.dispatcher.seats
  assert.ok(onDesk)
  return { ...fleet, seat, onDesk }
}

test('it is answered before it has landed, and held once it has', async () => {
  const { clock, seat, onDesk, held } = await asked()
  onDesk.early('one')
  assert.equal(await seat.answer, 'one')
  assert.deepEqual(held, [])
  onDesk.answer('one')
  await mention(clock)
  assert.deepEqual(held, [['x', 'one']])
  assert.equal(onDesk.left, true)
})

test('what may not be held, and what failed to land, is not', async () => {
  for (const end of ['answer', 'fail'] as const) {
    const { clock, seat, onDesk, held, asker } = await asked()
    onDesk.early('one')
    assert.equal(await seat.answer, 'one')
    if (end === 'answer') onDesk.answer('passing')
    else onDesk.fail(new Error('it did not land'))
    await mention(clock)
    assert.deepEqual([held, asker.faults], [[], []])
  }
})

test('it is written once for all who sit there, and again for nobody', async () => {
  let writes = 0
  const counting = { ...textCodec, writeAnswer: (...it: [string, string]) => (writes++, textCodec.writeAnswer(...it)) }
  const fleet = createFleet()
  const { dispatcher, asker } = await fleet.pair({ codec: counting })
  const callers = ['one', 'two', 'three']
  const seats = callers.map((caller) => asker.wire.join(question('x', { caller, deadline: 5000 })))
  await settle()
  for (const seat of dispatcher.seats) seat.early('the answer')
  for (const { answer } of seats) assert.equal(await answer, 'the answer')
  for (const seat of dispatcher.seats) seat.answer('the answer')
  await settle()
  assert.equal(writes, 1)
})

test('what cannot be written fails as it would have, and nothing else does', async () => {
  const fleet = createFleet()
  const unwritable = {
    ...textCodec,
    writeAnswer: () => {
      throw new Error('too large for a string')
    },
  }
  const { dispatcher, asker } = await fleet.pair({ codec: unwritable })
  const { answer } = asker.wire.join(question('x', { deadline: 5000 }))
  await settle()
  dispatcher.seats[0]?.early('one')
  await settle()
  dispatcher.seats[0]?.answer('one')
  assert.equal(await outcome(answer), 'Error: too large for a string')
})

test('a large one waits until it stands where the asker can read it', async () => {
  const large = 'z'.repeat(300_000)
  const { onDesk, seat, held } = await asked()
  let answered = false
  void seat.answer.then(() => {
    answered = true
  })
  onDesk.early(large)
  await settle()
  assert.equal(answered, false)
  onDesk.answer(large)
  assert.equal(await seat.answer, large)
  assert.deepEqual(held, [])
})

/** As another process would say it. */
const landedFrom = (from: string) =>
  createEnvelope({}).close(writeFrame({ from, to: 'b', number: 1, messages: [{ kind: 'landed', id: 1 }] }))

test('only the process that gave it may say that it landed, and once', async () => {
  const { clock, bus, onDesk, seat, held } = await asked()
  onDesk.early('one')
  await seat.answer
  bus.inject('b', landedFrom('c'))
  assert.deepEqual(held, [])
  onDesk.answer('one')
  await mention(clock)
  bus.inject('b', landedFrom('a'))
  assert.deepEqual(held, [['x', 'one']])
})

test('a word that comes late finds nothing any more', async () => {
  const { clock, bus, asker, dispatcher, onDesk, seat, held } = await asked()
  onDesk.early('one')
  await seat.answer
  await clock.advance(6000)
  const next = asker.wire.join(question('y', { deadline: 20_000 }))
  await settle()
  dispatcher.seats[1]?.early('two')
  await next.answer
  bus.inject('b', landedFrom('a'))
  assert.deepEqual(held, [])
})
