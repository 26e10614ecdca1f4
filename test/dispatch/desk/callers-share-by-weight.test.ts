// Inside a lane callers who keep asking get turns in proportion to their weights.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { createQueue } from '../../../src/dispatch/desk/pick.ts'

/** Serves so many turns among callers who always have a question waiting, and counts the turns of each. */
function serve(weights: number[], turns: number) {
  const queue = createQueue<{ caller: number }>({ backgroundShare: 0.05 })
  const ask = (caller: number) =>
    queue.join({ caller }, { lane: 'interactive', caller: `${caller}`, weight: weights[caller]! }, 0)
  for (const caller of weights.keys()) ask(caller)
  const served = weights.map(() => 0)
  for (let turn = 0; turn < turns; turn += 1) {
    const { caller } = queue.next()!.item
    served[caller]! += 1
    ask(caller)
  }
  return served
}

test('weights 3 and 1 share 3 to 1', () => {
  const [heavy = 0, light = 0] = serve([3, 1], 400)
  assert.ok(Math.abs(heavy / light - 3) <= 0.3, `${heavy} : ${light}`)
})

test('whatever the weights, everyone gets its share to within one turn of each other caller', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 8 }), (weights) => {
      const total = weights.reduce((a, b) => a + b)
      const served = serve(weights, 10 * total)
      for (const [caller, count] of served.entries()) {
        const due = 10 * weights[caller]!
        assert.ok(Math.abs(count - due) <= weights.length, `${count} turns where ${due} were due`)
      }
    }),
  )
})

test('one who asks a thousand things does not hold up one who asks a single thing', () => {
  const queue = createQueue<string>({ backgroundShare: 0.05 })
  for (let n = 0; n < 1000; n += 1) queue.join(`flood ${n}`, { lane: 'bulk', caller: 'flood', weight: 1 }, 0)
  for (let n = 0; n < 10; n += 1) queue.next()
  queue.join('single', { lane: 'bulk', caller: 'modest', weight: 1 }, 0)
  const next = [queue.next()?.item, queue.next()?.item]
  assert.ok(next.includes('single'), next.join(' '))
})
