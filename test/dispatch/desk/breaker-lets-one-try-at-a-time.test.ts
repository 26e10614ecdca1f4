// A breaker opens after failures in a row, lets one try at a time, less and less often, and closes when it works.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { type Breaker, createBreaker } from '../../../src/dispatch/desk/breaker.ts'

const waits = { firstMs: 500, mostMs: 30_000 }

function fail(breaker: Breaker, now: number, { times = 1, tried = false } = {}) {
  const opened: boolean[] = []
  for (let n = 0; n < times; n += 1) opened.push(breaker.failed({ error: `at ${now}`, now, tried }))
  return opened
}

test('it opens on the failure that makes the row full, and only a row counts', () => {
  const breaker = createBreaker({ threshold: 3, waits, random: () => 1 })
  fail(breaker, 0, { times: 2 })
  assert.equal(breaker.succeeded(), false)
  assert.deepEqual(fail(breaker, 10, { times: 3 }), [false, false, true])
  assert.equal(breaker.fault()?.error, 'at 10')
  assert.equal(breaker.triesAt(), 510)
})

test('one tries at a time, each later than the one before, up to half a minute', () => {
  const breaker = createBreaker({ threshold: 1, waits, random: () => 1 })
  fail(breaker, 0)
  const rests: number[] = []
  let now = 0
  for (let n = 0; n < 9; n += 1) {
    assert.equal(breaker.tries(breaker.triesAt() - 1), false, 'not yet')
    rests.push(breaker.triesAt() - now)
    now = breaker.triesAt()
    assert.equal(breaker.tries(now), true)
    assert.equal(breaker.tries(now), false, 'one is trying')
    assert.equal(breaker.triesAt(), Infinity)
    fail(breaker, now, { tried: true })
  }
  assert.deepEqual(rests, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test('a failure of a call that was out when it opened moves nothing, but is the latest known', () => {
  const breaker = createBreaker({ threshold: 1, waits, random: () => 1 })
  fail(breaker, 0)
  assert.deepEqual(fail(breaker, 400), [false])
  assert.equal(breaker.triesAt(), 500)
  assert.equal(breaker.fault()?.error, 'at 400')
})

test('any success closes it, and it begins anew', () => {
  const breaker = createBreaker({ threshold: 2, waits, random: () => 1 })
  fail(breaker, 0, { times: 2 })
  breaker.tries(500)
  fail(breaker, 500, { tried: true })
  assert.equal(breaker.succeeded(), true)
  assert.equal(breaker.fault(), undefined)
  assert.equal(breaker.tries(10_000), false, 'closed: nobody need try')
  assert.deepEqual(fail(breaker, 600, { times: 2 }), [false, true])
  assert.equal(breaker.triesAt(), 1100)
})

test('who was trying and went leaves the next free to try at once', () => {
  const breaker = createBreaker({ threshold: 1, waits, random: () => 1 })
  fail(breaker, 0)
  assert.equal(breaker.tries(500), true)
  breaker.gaveUp()
  assert.equal(breaker.tries(500), true)
})

test('what another saw brings it to the edge and not beyond', () => {
  const breaker = createBreaker({ threshold: 5, waits, random: () => 1, failures: 40 })
  assert.equal(breaker.fault(), undefined)
  assert.deepEqual(fail(breaker, 0), [true])
})

test('whatever comes: never two who try, never a try before its time, always open to a success', () => {
  const event = fc.record({
    after: fc.integer({ min: 0, max: 40_000 }),
    what: fc.constantFrom('failure', 'success', 'try', 'try fails', 'try gives up'),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(event, { maxLength: 60 }), (threshold, events) => {
      let random = 0
      const breaker = createBreaker({ threshold, waits, random: () => random })
      let now = 0
      let trying = false
      let inRow = 0
      for (const { after, what, random: next } of events) {
        now += after
        random = next
        if (what === 'failure' || (what === 'try fails' && trying)) {
          inRow += 1
          breaker.failed({ error: what, now, tried: what === 'try fails' })
          if (what === 'try fails') trying = false
        } else if (what === 'success') {
          breaker.succeeded()
          ;[trying, inRow] = [false, 0]
        } else if (what === 'try') {
          const due = breaker.triesAt()
          const may = breaker.tries(now)
          assert.equal(may, breaker.fault() !== undefined && !trying && now >= due)
          trying ||= may
        } else if (what === 'try gives up' && trying) {
          breaker.gaveUp()
          trying = false
        }
        assert.equal(breaker.fault() !== undefined, inRow >= threshold)
        if (breaker.fault() && !trying) assert.ok(breaker.triesAt() <= now + waits.mostMs)
      }
    }),
  )
})
