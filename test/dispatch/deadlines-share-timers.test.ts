// Deadlines that are near each other ring together, never early, and leave no timer behind.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createDeadlines } from '../../src/dispatch/deadlines.ts'
import { createFakeClock } from '../support/fake-clock.ts'

function createRecorder() {
  const clock = createFakeClock()
  const deadlines = createDeadlines({ clock })
  const rang: [string, number][] = []
  const at = (name: string, moment: number) => deadlines.at(moment, () => rang.push([name, clock.monotonic()]))
  return { clock, at, rang }
}

test('never early, at most 5 ms late', async () => {
  const { clock, at, rang } = createRecorder()
  at('later', 1001)
  at('first', 500)
  at('with later', 1004.5)
  await clock.advance(2000)
  assert.deepEqual(rang, [
    ['first', 500],
    ['later', 1005],
    ['with later', 1005],
  ])
})

test('a moment that has passed rings at once', async () => {
  const { clock, at, rang } = createRecorder()
  await clock.advance(100)
  at('past', 50)
  await clock.advance(0)
  assert.deepEqual(rang, [['past', 100]])
})

test('ten thousand share one timer, which ends with the last who is disarmed', async () => {
  const { clock, at, rang } = createRecorder()
  const disarm = Array.from({ length: 10_000 }, (_, n) => at(`${n}`, 1000))
  assert.equal(clock.sleepers(), 1)
  for (const one of disarm.slice(1)) one()
  assert.equal(clock.sleepers(), 1)
  disarm[0]?.()
  assert.equal(clock.sleepers(), 0)
  await clock.advance(2000)
  assert.deepEqual(rang, [])
})
