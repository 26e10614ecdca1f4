// A caller who mostly asks what does not exist is stopped, however scattered; a slip that is repeated is one slip.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row } from './patterns.ts'
import { answered, createWatch, RUN, SPAN_MS } from './watch.ts'

/** Far apart, at no fixed step. */
const scattered = (count: number) => row(1, count).map((n) => n * n * 997)

test('unknown codes are answered up to the bound', async () => {
  const { ask } = createWatch()
  assert.equal(await answered((code) => ask(code, { bekend: false }), scattered(200)), RUN - 1)
})

test('one unknown code that is asked again and again stops nobody', async () => {
  const { ask } = createWatch()
  assert.equal(await answered((code) => ask(code, { bekend: false }), row(3_000_001, 500, 0)), 500)
})

test('a nightly job is not judged by the slips of the night before', async () => {
  const { ask, clock } = createWatch()
  for (let night = 0; night < 3; night += 1) {
    const codes = scattered(4000).map((code) => code % 99_999_999)
    for (const [at, code] of codes.entries()) {
      assert.ok(await ask(code, { bekend: at % 40 !== 0 }), `night ${night}`)
      if (at % 40 === 0) await clock.advance(10_000)
    }
    await clock.advance(SPAN_MS - 100 * 10_000)
  }
})
