// A long run is counted whole and remembered in part.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createCalls } from '../../src/sandbox/calls.ts'
import { createFakeClock } from '../support/fake-clock.ts'

test('the record of calls is bounded', () => {
  const calls = createCalls(createFakeClock(), 10)
  for (let index = 0; index < 95; index += 1) {
    const call = calls.arrive({ method: 'GET', path: `/${index}`, client: '' })
    calls.answered(call, index % 2 ? 200 : 429)
  }
  const paths = calls.list().map(({ path }) => path)
  assert.deepEqual([paths.length, paths[0], paths.at(-1)], [10, '/85', '/94'])
  assert.deepEqual([calls.counters().total, calls.counters().refused], [95, 48])
})
