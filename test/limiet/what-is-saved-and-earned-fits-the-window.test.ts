// However a limiet is divided, what its replicas may save up and earn in ten seconds stays within 1.2 times.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { pace } from '../../src/limiet/pace.ts'

const together = (limiet: number, parts: readonly number[], seconds: number): number => {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  return parts
    .map((part) => pace(limiet, part / whole, parts.length))
    .reduce((sum, { perSecond, most }) => sum + most + seconds * perSecond, 0)
}

const parts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 })

test('with any shares, from one a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 100_000 }), parts, (tenths, shares) => {
      const limiet = tenths / 10
      assert.ok(together(limiet, shares, 10) <= Math.ceil(12 * limiet) + 1e-6)
    }),
  )
})

test('a caller gets its whole limiet, from as many a second as there are replicas', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 1000 }), parts, (limiet, shares) => {
      const perSecond = together(limiet, shares, 1) - together(limiet, shares, 0)
      assert.ok(Math.abs(perSecond - limiet) < 1e-6, `${perSecond} of ${limiet}`)
    }),
  )
})

test('one replica saves up a second, several a second together', () => {
  assert.deepEqual(pace(100, 1, 1), { perSecond: 100, most: 100 })
  assert.deepEqual(pace(100, 0.25, 3), { perSecond: 25, most: 25 })
})

test('every replica can let one request through, however small its share', () => {
  assert.equal(pace(2, 0.01, 3).most, 1)
})

test('of the smallest limiet half is left, over however many replicas', () => {
  assert.deepEqual(pace(0.1, 0.5, 5), { perSecond: 0.025, most: 1 })
})
