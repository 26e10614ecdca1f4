// The sliding count against a plain count over all moments, for many random rows of moments.

import assert from 'node:assert/strict'
import test from 'node:test'
import { array, assert as check, integer, property } from 'fast-check'
import { createSlidingCount } from '../../src/sandbox/sliding-count.ts'

test('the count slides', () => {
  check(
    property(array(integer({ min: 0, max: 700 }), { maxLength: 60 }), (gaps) => {
      const count = createSlidingCount()
      const moments: number[] = []
      let peak = 0
      let now = 0
      for (const gap of gaps) {
        now += gap
        moments.push(now)
        count.add(now)
        const inWindow = moments.filter((moment) => moment > now - 1000).length
        peak = Math.max(peak, inWindow)
        assert.equal(count.at(now), inWindow)
      }
      assert.equal(count.peak(), peak)
      assert.equal(count.at(now + 1000), 0)
    }),
  )
})
