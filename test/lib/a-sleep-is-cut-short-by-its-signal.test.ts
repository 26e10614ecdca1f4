// The system's clock keeps the word of every clock: whoever cuts a sleep short says why, and leaves nothing behind.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import test from 'node:test'
import { systemClock } from '../../src/lib/clock.ts'

const HOUR_MS = 3_600_000
/** A sleep does not keep the process alive, and here nothing else would. */
const awake = (t: test.TestContext) => {
  const timer = setInterval(() => undefined, HOUR_MS)
  t.after(() => clearInterval(timer))
}

test('with the reason of its signal', async () => {
  const why = new Error('over')
  const stop = new AbortController()
  const asleep = systemClock.sleep(HOUR_MS, stop.signal)
  stop.abort(why)
  await assert.rejects(asleep, why)
  await assert.rejects(systemClock.sleep(HOUR_MS, stop.signal), why, 'also before it has begun')
})

test('and listens to its signal no longer than it lasts', async (t) => {
  awake(t)
  const { signal } = new AbortController()
  await Promise.all([systemClock.sleep(1, signal), systemClock.sleep(0, signal), systemClock.sleep(-5)])
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})
