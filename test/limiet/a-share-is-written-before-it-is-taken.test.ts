// The book never has less of a replica than that replica may hold, whatever replies get lost or come late.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScribe, LITTLE, TOLD_MS } from './books.ts'
import { withServer } from './server.ts'

test('a replica that is told of less still has it in the book, until it says so itself', async (t) => {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  assert.equal(await one.settle(1, 1 / 3), 1)
  assert.equal(await other.settle(1, 0), 0)
  // The reply to this may be lost.
  assert.equal(await one.settle(1, 1), 0.5)
  assert.equal(await other.settle(1, 0), 0)
  assert.equal(await one.settle(1, 0.5), 0.5)
  assert.equal(await other.settle(1, 0), 0.5)
})

test('a replica that is told of more has it in the book already, though it may never hear of it', async (t) => {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  assert.equal(await one.settle(1, 0), 1)
  assert.equal(await other.settle(1, 0), 0)
})

test('a turn that is run after a later one does nothing', async (t) => {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  assert.equal(await one.settle(1, 0, 8), 1)
  await assert.rejects(one.settle(LITTLE, 0, 7))
  assert.equal(await other.settle(1, 0), 0)
})

test('a replica that leaves has nothing in the book', async (t) => {
  const server = await withServer(t)
  const one = createScribe(server, 'agb-0-00000001')
  const other = createScribe(server, 'agb-1-00000002')
  await one.settle(1)
  await server.clock.advance(TOLD_MS)
  await one.settle(1, 0)
  await one.book.leave()
  assert.equal(await other.settle(1, 0), 1)
})
