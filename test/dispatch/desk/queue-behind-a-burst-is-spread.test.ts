// What queued up behind a burst goes out evenly, so that the burst does not come back as one a second later.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createSlots } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestTerm } from './support/term.ts'

async function takeAll(callsPerSecond: number, count: number, forMs: number, freeInMs?: number[]) {
  const clock = createFakeClock()
  const term = createTestTerm({ slots: callsPerSecond, ...(freeInMs && { freeInMs }) })
  const slots = createSlots({ clock, term, callTimeoutMs: 10_000 })
  const moments: number[] = []
  for (let n = 0; n < count; n += 1) {
    void slots
      .take(() => n)
      .then((taken) => {
        moments.push(clock.monotonic())
        taken?.slot.answered()
      })
  }
  await clock.advance(forMs)
  return moments
}

test('the first ten go at once and the next ten at least 95 ms apart', async () => {
  const moments = await takeAll(10, 20, 3000)
  assert.deepEqual(
    moments.slice(0, 10),
    Array.from({ length: 10 }, () => 0),
  )
  assert.deepEqual(
    moments.slice(10),
    Array.from({ length: 10 }, (_, n) => 1000 + n * 95),
  )
})

test('the distance follows the budget', async () => {
  assert.deepEqual(await takeAll(2, 6, 5000), [0, 0, 1000, 1475, 2000, 2475])
})

test('what waited while the lease moved goes out evenly too', async () => {
  assert.deepEqual(await takeAll(5, 5, 3000, [0, 0, 0, 0, 800]), [0, 190, 380, 570, 800])
})
