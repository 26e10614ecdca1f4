// The fullest stretch of 400 numbers around a code, held against counting by hand.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { BUURT, inBuurt } from '../../src/enumeratie/patroon.ts'
import { ascending } from './patterns.ts'

/** Every stretch that holds the code, one after the other. */
const byHand = (codes: readonly number[], code: number): number =>
  Math.max(
    ...Array.from({ length: BUURT }, (_, back) => {
      const first = code - back
      return codes.filter((other) => other >= first && other < first + BUURT).length
    }),
  )

test('the measure equals counting by hand', () => {
  const crowd = fc.uniqueArray(fc.integer({ min: 1000, max: 3000 }), { minLength: 1, maxLength: 120 })
  fc.assert(
    fc.property(crowd, (codes) => {
      const code = codes[0]!
      assert.equal(inBuurt(ascending(codes), code), byHand(codes, code))
    }),
  )
})

test('a stretch ends where it ends', () => {
  assert.equal(inBuurt(ascending([1, BUURT]), 1), 2)
  assert.equal(inBuurt(ascending([1, BUURT + 1]), 1), 1)
})
