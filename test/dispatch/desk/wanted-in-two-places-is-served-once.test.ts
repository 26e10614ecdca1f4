// What several callers want waits in all their places: served where the turn comes first, and only that place pays.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createQueue, type Place } from '../../../src/dispatch/desk/pick.ts'

const interactive: Place = { lane: 'interactive', caller: 'zis', weight: 1 }
const bulk: Place = { lane: 'bulk', caller: 'export', weight: 1 }

function createTwice() {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  for (let n = 0; n < 5; n += 1) queue.join(`bulk ${n}`, bulk, 0)
  queue.join('shared', bulk, 0)
  queue.join('shared', interactive, 0)
  return queue
}

test('it has the best lane of those who want it, and is gone from the other', () => {
  const queue = createTwice()
  assert.equal(queue.size(), 6)
  assert.deepEqual(queue.next(), { item: 'shared', lane: 'interactive', caller: 'zis' })
  assert.equal(queue.size(), 5)
  assert.equal(queue.waiting('bulk'), 5)
})

test('when the better place is given up it waits on in the other', () => {
  const queue = createTwice()
  queue.leave('shared', interactive)
  assert.equal(queue.waiting('interactive'), 0)
  assert.equal(queue.next()?.item, 'bulk 0')
  assert.equal(queue.waiting('bulk'), 5)
})

test('two who want it in one place must both leave', () => {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  queue.join('shared', bulk, 0)
  queue.join('shared', bulk, 0)
  assert.equal(queue.waiting('bulk'), 1)
  queue.leave('shared', bulk)
  assert.equal(queue.size(), 1)
  queue.leave('shared', bulk)
  assert.equal(queue.size(), 0)
  assert.equal(queue.next(), undefined)
})
