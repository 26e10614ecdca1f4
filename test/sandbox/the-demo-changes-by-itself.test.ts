// The trickle: something changes each period, and nothing without it or after the close.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

test('the demo changes by itself', async (t) => {
  const clock = createFakeClock()
  const { control, close } = await withSandbox(t, { clock, trickleMs: 1000 })
  const changed = () => control.register.feed.since('2026-11-22').length
  await clock.advance(999)
  assert.equal(changed(), 0)
  await clock.advance(1)
  assert.equal(changed(), 1)
  await clock.advance(20_000)
  const now = changed()
  assert.ok(now > 10)
  await close()
  await clock.advance(20_000)
  assert.equal(changed(), now)
})

test('without it nothing changes', async (t) => {
  const clock = createFakeClock()
  const { control } = await withSandbox(t, { clock })
  await clock.advance(100_000)
  assert.deepEqual(control.register.feed.since('2026-11-22'), [])
})
