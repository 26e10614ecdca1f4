// Lanes go by rank, and yet none starves: each waiting lane gets its small share of the turns.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createQueue } from '../../../src/dispatch/desk/pick.ts'
import { lanes } from '../../../src/dispatch/question.ts'

function createFull(backgroundShare: number) {
  const queue = createQueue<string>({ backgroundShare })
  for (const lane of lanes.toReversed()) {
    for (let n = 0; n < 1000; n += 1) queue.join(`${lane} ${n}`, { lane, caller: 'zis', weight: 1 }, 0)
  }
  return queue
}

test('of 200 turns each lower lane gets one in twenty, the highest the rest', () => {
  const queue = createFull(0.05)
  // Lanes that are owed a turn at the same moment take it one after another, and stay in step from then on.
  for (let n = 0; n < 20; n += 1) queue.next()
  const served = Array.from({ length: 200 }, () => queue.next()?.lane)
  const counts = lanes.map((lane) => served.filter((other) => other === lane).length)
  assert.deepEqual(counts, [170, 10, 10, 10])
})

test('the share can be set', () => {
  const queue = createFull(0.1)
  for (let n = 0; n < 10; n += 1) queue.next()
  const served = Array.from({ length: 100 }, () => queue.next()?.lane)
  assert.equal(served.filter((lane) => lane === 'warm-up').length, 10)
})

test('without the share it is rank alone', () => {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  for (const lane of lanes.toReversed()) queue.join(lane, { lane, caller: 'zis', weight: 1 }, 0)
  assert.deepEqual(
    lanes.map(() => queue.next()?.item),
    [...lanes],
  )
})

test('a lane that was empty is owed nothing', () => {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  for (let n = 0; n < 100; n += 1) queue.join(`high ${n}`, { lane: 'interactive', caller: 'zis', weight: 1 }, 0)
  for (let n = 0; n < 50; n += 1) queue.next()
  queue.join('low', { lane: 'refresh', caller: 'poller', weight: 1 }, 0)
  const served = Array.from({ length: 20 }, () => queue.next()?.item)
  assert.equal(served.indexOf('low'), 19)
})
