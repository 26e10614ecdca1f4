// What the slots promise follows how the far side answers.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createSlots } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestTerm } from './support/term.ts'

test('at one second a call the rate is halved, and the next slot is foreseen', async () => {
  const clock = createFakeClock()
  const slots = createSlots({ clock, term: createTestTerm({ slots: 2 }), callTimeoutMs: 10_000 })
  assert.deepEqual(slots.outlook(), { free: 2, firstMs: 0, perSecond: 2 })
  for (let round = 0; round < 20; round += 1) {
    const first = await slots.take(() => 'first')
    const second = await slots.take(() => 'second')
    await clock.advance(1000)
    first?.slot.answered()
    second?.slot.answered()
    assert.equal(slots.outlook().firstMs, 1000)
    await clock.advance(2000)
  }
  const { free, perSecond } = slots.outlook()
  assert.equal(free, 2)
  assert.ok(Math.abs(perSecond - 1) < 0.01, `${perSecond} calls/s`)
})
