// A Redis that does not know what replicas hold gives none of them more than that, until all have told it.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createScribe, LITTLE, THIRD, TOLD_MS } from './books.ts'
import { withServer } from './server.ts'

/** One replica holds nearly all; another, hardly anything. */
async function settled(t: TestContext) {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  assert.equal(await one.settle(1, 0), 1)
  await one.settle(1, 0.99)
  return { server, one, other }
}

test('emptied', async (t) => {
  const { server, other } = await settled(t)
  await server.redis.flushall()
  assert.equal(await other.settle(1, 0.01), 0.01)
})

test('restarted with what it held long ago', async (t) => {
  const { server, one, other } = await settled(t)
  // By now it is the other way round, and Redis does not know.
  server.restart()
  assert.equal(await one.settle(LITTLE, 0.01), 0.01)
  assert.equal(await other.settle(1, 0.98), 0.98)
})

test('who is new then gets its equal part at most', async (t) => {
  const { server } = await settled(t)
  await server.redis.flushall()
  assert.equal(await createScribe(server, 'agb-2-00000003').settle(1), THIRD)
})

test('once all have told, it gives what is free', async (t) => {
  const { server, one, other } = await settled(t)
  await server.redis.flushall()
  await one.settle(LITTLE, 0.5)
  await server.clock.advance(TOLD_MS)
  assert.equal(await other.settle(1, 0.01), 0.5)
})

test('a clock that is set back does not keep it from giving', async (t) => {
  const { server, one, other } = await settled(t)
  await other.settle(1, 0.01)
  server.jump(-3_600_000)
  await one.settle(LITTLE, 0.01)
  assert.ok((await other.settle(1, 0.01)) > 0.9)
})
