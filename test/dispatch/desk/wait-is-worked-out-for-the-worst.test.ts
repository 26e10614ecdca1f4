// What is promised holds even when every active caller takes its share, and advice is in whole seconds.

import assert from 'node:assert/strict'
import test from 'node:test'
import { fits, retryAfterSeconds, turnsUntil, waitMs } from '../../../src/dispatch/desk/wait.ts'

const outlook = { free: 0, firstMs: 50, perSecond: 10 }

test('a caller waits for its own questions times the share of the others, after all higher lanes', () => {
  assert.equal(turnsUntil({ own: 0, higher: 0, weight: 1, activeWeight: 1 }), 1)
  assert.equal(turnsUntil({ own: 4, higher: 0, weight: 1, activeWeight: 3 }), 15)
  assert.equal(turnsUntil({ own: 4, higher: 7, weight: 3, activeWeight: 6 }), 17)
})

test('the first turn waits for the first slot, each next one for the rate', () => {
  assert.equal(waitMs(1, outlook), 50)
  assert.equal(waitMs(21, outlook), 2050)
})

test('at most four fifths of a deadline are promised away, and nothing to who leaves no time', () => {
  assert.equal(fits(800, 1000), true)
  assert.equal(fits(801, 1000), false)
  assert.equal(fits(0, 0), false)
  assert.equal(fits(-10, 0), false)
})

test('come back after all that is ahead and half a deadline, in whole seconds, at least one', () => {
  assert.equal(retryAfterSeconds(79, 10_000, outlook), 13)
  assert.equal(retryAfterSeconds(80, 10_000, outlook), 14)
  assert.equal(retryAfterSeconds(0, 100, outlook), 1)
  assert.equal(retryAfterSeconds(0, -5000, outlook), 1)
})
