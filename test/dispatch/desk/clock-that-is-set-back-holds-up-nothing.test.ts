// bottleneck lives on the clock of the wall, and that can be set back; calls go on all the same.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'

const HOUR_MS = 3_600_000

for (const jump of [-HOUR_MS, HOUR_MS]) {
  test(`calls go on when the wall clock jumps ${jump} ms`, async (t) => {
    const begin = Date.now()
    t.mock.timers.enable({ apis: ['Date'], now: begin })
    const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
    const ask = (name: string) => desk.ask(question(name, { deadline: 60_000 }))
    await advance(10)
    const before = Array.from({ length: 10 }, (_, n) => ask(`before ${n}`))
    await advance(2000)
    await Promise.all(before)
    t.mock.timers.setTime(begin + jump)
    // More than there are turns: each is taken anew after the jump.
    const after = Array.from({ length: 30 }, (_, n) => ask(`after ${n}`))
    await advance(5000)
    assert.equal(calls.length, 40)
    await Promise.all(after)
    await desk.close()
  })
}
