// What queued up behind a burst goes out evenly, so that the burst does not come back as one a second later.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createSlots } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

async function takeAll(callsPerSecond: number, count: number, forMs: number) {
  const clock = createFakeClock()
  const slots = createSlots({ clock, callsPerSecond, callTimeoutMs: 10_000, startHeldMs: 0 })
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

test('the first ten go at once and the next ten at least 90 ms apart', async () => {
  const moments = await takeAll(10, 20, 3000)
  assert.deepEqual(
    moments.slice(0, 10),
    Array.from({ length: 10 }, () => 0),
  )
  assert.deepEqual(
    moments.slice(10),
    Array.from({ length: 10 }, (_, n) => 1000 + n * 90),
  )
})

test('the distance follows the budget', async () => {
  assert.deepEqual(await takeAll(2, 6, 5000), [0, 0, 1000, 1450, 2000, 2450])
})
