// A limit halves the rate, once for all calls of one burst, and without another it grows back in under a minute.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { createRate } from '../../../src/dispatch/desk/rate.ts'

test('whole, then half, then a tenth of the whole more in every ten seconds', () => {
  const rate = createRate({ most: 10 })
  assert.equal(rate.at(0), 10)
  rate.limited({ startedAt: 0, now: 100 })
  assert.deepEqual(
    [100, 10_100, 20_100, 50_100, 900_000].map((now) => rate.at(now)),
    [5, 6, 7, 10, 10],
  )
})

test('ten calls of one burst halve it once, a call that started afterwards halves it again', () => {
  const rate = createRate({ most: 10 })
  for (let n = 0; n < 10; n += 1) rate.limited({ startedAt: n, now: 100 })
  assert.equal(rate.at(100), 5)
  rate.limited({ startedAt: 1200, now: 1250 })
  assert.ok(Math.abs(rate.at(1250) - 2.5) < 0.1, `${rate.at(1250)}`)
})

test('each limit starts the growth anew', () => {
  const rate = createRate({ most: 10 })
  rate.limited({ startedAt: 0, now: 1000 })
  rate.limited({ startedAt: 0, now: 11_000 })
  assert.equal(rate.at(11_000), 6)
  assert.equal(rate.at(21_000), 7)
})

test('nothing starts for a second, for as long as was asked, and for a minute at most', () => {
  const rate = createRate({ most: 10 })
  rate.limited({ startedAt: 0, now: 0 })
  assert.equal(rate.heldUntil(), 1000)
  rate.limited({ startedAt: 0, now: 100, afterMs: 5000 })
  assert.equal(rate.heldUntil(), 5100)
  rate.limited({ startedAt: 0, now: 200 })
  assert.equal(rate.heldUntil(), 5100, 'a shorter one takes nothing back')
  rate.limited({ startedAt: 0, now: 300, afterMs: 3_600_000 })
  assert.equal(rate.heldUntil(), 60_300)
})

test('whoever takes over goes on from there', () => {
  const first = createRate({ most: 10 })
  first.limited({ startedAt: 0, now: 1000, afterMs: 2000 })
  const second = createRate({ most: 10, noted: first.note() })
  assert.equal(second.heldUntil(), 3000)
  assert.equal(second.at(11_000), 6)
  second.limited({ startedAt: 900, now: 1100 })
  assert.ok(second.at(1100) > 5, 'the same burst')
})

test('whatever happens it is between one call and the budget, a limit never raises it, and time never lowers it', () => {
  const event = fc.record({ after: fc.integer({ min: 0, max: 40_000 }), took: fc.integer({ min: 0, max: 10_000 }) })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(event, { maxLength: 40 }), (most, events) => {
      const rate = createRate({ most })
      let now = 0
      for (const { after, took } of events) {
        const before = rate.at(now)
        now += after
        const grown = rate.at(now)
        assert.ok(grown >= before && grown <= most)
        rate.limited({ startedAt: now - took, now })
        assert.ok(rate.at(now) <= grown && rate.at(now) >= 1)
        assert.ok(rate.at(now) >= grown / 2)
      }
      assert.equal(rate.at(now + 100_000), most)
    }),
  )
})
