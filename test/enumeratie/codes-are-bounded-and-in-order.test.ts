// What is remembered is bounded in number and age, and stands in order after any questions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createCodes } from '../../src/enumeratie/codes.ts'

const MAX = 20
const SPAN = 1000

test('it holds the latest distinct codes, ascending, whatever is asked when', () => {
  const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 120 })), {
    maxLength: 200,
  })
  fc.assert(
    fc.property(asked, (questions) => {
      const codes = createCodes({ max: MAX, spanMs: SPAN })
      let model: Array<{ code: number; at: number }> = []
      let now = 0
      for (const [code, later] of questions) {
        now += later
        assert.equal(
          codes.has(code, now),
          model.some((each) => each.code === code && each.at > now - SPAN),
        )
        codes.add(code, now)
        const young = model.filter(({ at }) => at > now - SPAN)
        if (young.some((each) => each.code === code)) continue
        model = [...young.slice(-(MAX - 1)), { code, at: now }]
        assert.deepEqual(
          [...codes.ascending()],
          model.map((each) => each.code).sort((a, b) => a - b),
        )
      }
    }),
  )
})

test('what is cleared is gone', () => {
  const codes = createCodes({ max: MAX, spanMs: SPAN })
  codes.add(1, 0)
  codes.clear()
  assert.deepEqual([codes.has(1, 0), codes.ascending().length], [false, 0])
})
