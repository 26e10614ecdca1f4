// Whatever the delays on the way, the far side never counts more than N calls in a sliding second.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { createSlots, type Slot } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { createTestTerm } from './support/term.ts'

const callTimeoutMs = 500

interface Call {
  /** Idle time before it is asked, in ms. */
  after: number
  out: number
  back: number
  lost: boolean
}

const call = fc.record<Call>({
  after: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ max: 1500, min: 0 }) },
  ),
  out: fc.integer({ min: 0, max: 240 }),
  back: fc.integer({ min: 0, max: 240 }),
  lost: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

/** Plays the calls one after another through the slots and gives the moments at which the far side counted them. */
async function play(calls: Call[], callsPerSecond: number) {
  const clock = createFakeClock()
  const slots = createSlots({ clock, term: createTestTerm({ slots: callsPerSecond }), callTimeoutMs })
  const arrivals: number[] = []
  async function travel({ out, back, lost }: Call, slot: Slot) {
    // A lost call is given up at once here, and yet may reach the far side until its time-out.
    if (lost) slot.lost()
    await clock.sleep(lost ? out + back : out)
    arrivals.push(clock.monotonic())
    if (lost) return
    await clock.sleep(back)
    slot.answered()
  }
  const journeys: Promise<void>[] = []
  async function start() {
    for (const call of calls) {
      await clock.sleep(call.after)
      const taken = await slots.take(() => call)
      assert.ok(taken)
      journeys.push(travel(taken.item, taken.slot))
    }
    await Promise.all(journeys)
  }
  await until(clock, start())
  return arrivals.sort((a, b) => a - b)
}

/** Moves the clock on for as long as the promise needs. */
async function until(clock: FakeClock, promise: Promise<unknown>) {
  const state = { done: false }
  const settled = promise.finally(() => {
    state.done = true
  })
  while (!state.done) await clock.advance(1000)
  await settled
}

test('no sliding second at the far side holds more than the budget', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 20, maxLength: 60 }),
      fc.integer({ min: 1, max: 10 }),
      async (calls, n) => {
        const arrivals = await play(calls, n)
        assert.equal(arrivals.length, calls.length)
        for (const [index, arrival] of arrivals.entries()) {
          const next = arrivals[index + n]
          // [arrival, arrival + 1000) holds this call and those up to the n-th after it.
          assert.ok(next === undefined || next - arrival >= 1000, `${n + 1} calls within ${(next ?? 0) - arrival} ms`)
        }
      },
    ),
    { numRuns: 60 },
  )
})

for (const latency of [0, 30, 200]) {
  test(`a busy far side at ${latency} ms is used for at least 97 % of what its latency leaves`, async () => {
    const count = 300
    const calls = Array.from({ length: count }, () => ({ after: 0, out: latency / 2, back: latency / 2, lost: false }))
    const arrivals = await play(calls, 10)
    const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1000
    assert.ok(count / seconds >= (0.97 * 10) / (1 + latency / 1000), `${count / seconds} calls/s`)
  })
}

test('delays that differ from call to call cost little more', async () => {
  const delays = fc.sample(fc.integer({ min: 0, max: 40 }), { numRuns: 600, seed: 1 })
  const calls = Array.from({ length: 300 }, (_, n) => ({
    after: 0,
    out: delays[2 * n]!,
    back: delays[2 * n + 1]!,
    lost: false,
  }))
  const arrivals = await play(calls, 10)
  const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1000
  assert.ok(300 / seconds >= (0.95 * 10) / 1.04, `${300 / seconds} calls/s`)
})
