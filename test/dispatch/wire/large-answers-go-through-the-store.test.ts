// An answer above 256 KB is read where all can read it; else it is in the message, up to 8 MB.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFleet, outcome, questionFor, settle } from './support/fleet.ts'

const large = 'x'.repeat(300 * 1024)

async function ask(shared: { holds: () => Promise<boolean>; get: () => Promise<string | undefined> }, answer: string) {
  const { bus, clock, pair } = createFleet()
  const { dispatcher, asker } = await pair({ shared })
  const seat = asker.wire.join(questionFor(clock, 'a'))
  await settle()
  dispatcher.seats[0]?.answer(answer)
  const came = await outcome(seat.answer)
  const ways = bus.said.map(({ message }) => message.kind).filter((kind) => kind === 'answer' || kind === 'stored')
  return { came, ways, seats: dispatcher.seats.length }
}

test('a small answer is in the message, wherever else it stands', async () => {
  const { came, ways } = await ask({ holds: async () => true, get: async () => 'other' }, 'small')
  assert.deepEqual([came, ways], ['small', ['answer']])
})

test('a large one is read from the store', async () => {
  const { came, ways } = await ask({ holds: async () => true, get: async () => large }, large)
  assert.deepEqual([came === large, ways], [true, ['stored']])
})

test('a large one that could not be stored is in the message', async () => {
  const { came, ways } = await ask({ holds: async () => false, get: async () => undefined }, large)
  assert.deepEqual([came === large, ways], [true, ['answer']])
})

test('a large one that is gone when it is read comes in the message then, without a second place', async () => {
  const { came, ways, seats } = await ask({ holds: async () => true, get: async () => undefined }, large)
  assert.deepEqual([came === large, ways, seats], [true, ['stored', 'answer'], 1])
})

test('so does one that cannot be read there', async () => {
  const { came } = await ask({ holds: async () => true, get: () => Promise.reject(new Error('Redis is away')) }, large)
  assert.equal(came === large, true)
})

test('one that is too large for both fails', async () => {
  const { came } = await ask({ holds: async () => false, get: async () => undefined }, 'x'.repeat(9 * 1024 * 1024))
  assert.equal(came, 'Error: the answer is too large for a message')
})
