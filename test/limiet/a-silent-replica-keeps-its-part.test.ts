// What a replica that cannot be heard may hold is left to it: its share, then an equal part, until it is surely gone.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createStanding } from '../../src/limiet/standing.ts'
import { createScribe, LITTLE, THIRD, TOLD_MS } from './books.ts'
import { type Server, withServer } from './server.ts'

/** The first replica of two holds all but a little, and is not heard again. */
async function silent(t: TestContext) {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  await one.settle(1, 0)
  await other.settle(LITTLE, 0)
  await one.settle(LITTLE, 0.75)
  return { server, other }
}

/** What the other can have at most after so many ms. */
const free = async ({ server, other }: { server: Server; other: ReturnType<typeof createScribe> }, ms: number) => {
  await server.clock.advance(ms)
  return other.settle(1, 0)
}

test('for ten seconds its share', async (t) => {
  assert.equal(await free(await silent(t), 10_000), 0.25)
})

test('after that an equal part', async (t) => {
  assert.equal(await free(await silent(t), 10_001), 1 - THIRD)
})

test('and after five minutes nothing', async (t) => {
  assert.equal(await free(await silent(t), 300_001), 1)
})

test('beside which another may hold what it has not given up yet', async (t) => {
  const { server, other } = await silent(t)
  await server.clock.advance(9_000)
  await createScribe(server, 'agb-2-00000003').settle(LITTLE, 0.5)
  await server.clock.advance(1_001)
  assert.ok((await other.settle(1, 0)) <= 0.5 - THIRD + 1e-5)
})

test('less when its name was silent for three seconds and comes back: then it is dead', async (t) => {
  const fleet = await silent(t)
  await fleet.server.clock.advance(3001)
  await createScribe(fleet.server, 'agb-0-00000003').settle(LITTLE)
  assert.equal(await fleet.other.settle(1, 0), 0.5)
})

test('two that live under one name leave each other in peace', async (t) => {
  const fleet = await silent(t)
  await fleet.server.clock.advance(3000)
  await createScribe(fleet.server, 'agb-0-00000003').settle(LITTLE)
  assert.equal(await fleet.other.settle(1, 0), 0)
})

test('the replica itself gives up a little before it is counted on', () => {
  const standing = createStanding({ replicas: 3, apart: false })
  standing.heard(0, 1 / 3, 3)
  assert.equal(standing.until(1000), 9_500)
  assert.equal(standing.share(0.9, 9_499), 0.9)
  assert.equal(standing.share(0.9, 9_500), 1 / 3)
})

test('and takes its equal part only when the others had time to make room', () => {
  const standing = createStanding({ replicas: 3, apart: false })
  standing.heard(0, 1 / 3, 3)
  assert.equal(standing.until(9_500), 13_000)
  assert.equal(standing.share(0.1, 12_999), 0.1)
  assert.equal(standing.share(0.1, 13_000), 1 / 3)
})

test('counted from the last turn that may have been written', () => {
  const standing = createStanding({ replicas: 3, apart: false })
  standing.heard(0, 1 / 3, 3)
  standing.unheard(5_000)
  standing.unheard(undefined)
  assert.equal(standing.share(0.1, 17_999), 0.1)
  assert.equal(standing.share(0.1, 18_000), 1 / 3)
})

test('its equal part is not more than stands in the book', () => {
  const standing = createStanding({ replicas: 0, apart: false })
  standing.heard(0, 1 / 2, 4)
  assert.equal(standing.share(0, 13_000), 1 / 4)
  standing.heard(20_000, 1 / 4, 1)
  // To be written first.
  assert.equal(standing.own(), 1)
  assert.equal(standing.share(0, 33_000), 1 / 4)
  standing.heard(40_000, 1, 1)
  assert.equal(standing.share(0, 53_000), 1)
})
