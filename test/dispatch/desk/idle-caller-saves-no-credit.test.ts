// A share that was not used is gone: who comes back is served in turn, not in arrears.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createQueue } from '../../../src/dispatch/desk/pick.ts'

function createPair() {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  let count = 0
  const ask = (caller: string, times: number) => {
    for (let n = 0; n < times; n += 1) queue.join(`${caller} ${(count += 1)}`, { lane: 'bulk', caller, weight: 1 }, 0)
  }
  const serve = (times: number) => Array.from({ length: times }, () => queue.next()?.item.split(' ')[0])
  return { ask, serve }
}

test('a hundred turns of idleness give no lead', () => {
  const { ask, serve } = createPair()
  ask('idle', 1)
  ask('busy', 200)
  serve(100)
  ask('idle', 50)
  const served = serve(20)
  assert.equal(served.filter((caller) => caller === 'idle').length, 10)
})

test('coming and going for each question gives no lead either', () => {
  const { ask, serve } = createPair()
  ask('steady', 200)
  let hopping = 0
  for (let turn = 0; turn < 100; turn += 1) {
    ask('hopping', hopping < 100 && turn % 2 === 0 ? 1 : 0)
    if (serve(1)[0] === 'hopping') hopping += 1
  }
  assert.ok(hopping <= 51, `${hopping} of 100 turns`)
})

test('time that passed in a single heavy turn is no credit either', () => {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  const ask = (name: string, weight: number) => queue.join(name, { lane: 'bulk', caller: name.charAt(0), weight }, 0)
  ask('a', 1)
  for (const name of ['b1', 'b2', 'b3']) ask(name, 0.01)
  assert.deepEqual([queue.next()?.item, queue.next()?.item, queue.next()?.item], ['a', 'b1', 'b2'])
  for (let n = 0; n < 50; n += 1) ask(`a${n}`, 0.1)
  const before = Array.from({ length: 50 }, () => queue.next()?.item).indexOf('b3')
  assert.ok(before >= 9 && before <= 11, `${before} turns before the other, where ten are its share`)
})

test('inside one caller the oldest goes first', () => {
  const { ask, serve } = createPair()
  ask('one', 1)
  ask('two', 1)
  assert.deepEqual(serve(3), ['one', 'two', undefined])
  const queue = createQueue<number>({ backgroundShare: 0.05 })
  for (let n = 0; n < 50; n += 1) queue.join(n, { lane: 'interactive', caller: 'zis', weight: 1 }, 0)
  assert.deepEqual(
    Array.from({ length: 50 }, () => queue.next()?.item),
    Array.from({ length: 50 }, (_, n) => n),
  )
})
