// Codes at equal steps count, upwards or downwards, at any step, several rows together; chance does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { inRijen, KLEINSTE_RIJ } from '../../src/enumeratie/patroon.ts'
import { ascending, row } from './patterns.ts'

const step = fc.integer({ min: 1, max: 5000 })
const length = fc.integer({ min: KLEINSTE_RIJ, max: 200 })

test('a row counts whole, at whatever step', () => {
  fc.assert(
    fc.property(step, length, (step, length) => {
      const codes = row(3_000_001, length, step)
      assert.equal(inRijen(ascending(codes.toReversed()), codes[0]!), length)
    }),
  )
})

test('one code less than the shortest row counts for nothing', () => {
  assert.equal(inRijen(ascending(row(3_000_001, KLEINSTE_RIJ - 1)), 3_000_001), 0)
})

test('rows far apart, each at its own step, count together', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 2, max: 90 }), length), { minLength: 2, maxLength: 6 }), (rows) => {
      const codes = rows.flatMap(([step, length], at) => row((at + 1) * 10_000_000, length, step))
      const total = rows.reduce((sum, [, length]) => sum + length, 0)
      assert.equal(inRijen(ascending(codes), codes.at(-1)!), total)
    }),
  )
})

test('a code outside every row is not held back for what was asked before', () => {
  assert.equal(inRijen(ascending([...row(3_000_001, 50), 90_000_000]), 90_000_000), 0)
})

test('one stranger in a row leaves both parts counted', () => {
  const codes = [...row(3_000_000, 80, 10), 3_000_395]
  assert.ok(inRijen(ascending(codes), 3_000_000) >= 78)
})

test('scattered codes make no row', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 1, maxLength: 500 }), (codes) => {
      assert.equal(inRijen(ascending(codes), codes[0]!), 0)
    }),
  )
})
