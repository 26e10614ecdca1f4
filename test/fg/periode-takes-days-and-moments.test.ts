// Bounds of a period: Dutch days that count whole, moments to the millisecond, and nothing else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leesGrens } from '../../src/fg/periode.ts'

const read = (tekst: string, kant: 'van' | 'tot') => {
  const grens = leesGrens(tekst, kant)
  return grens === undefined ? undefined : new Date(grens).toISOString()
}

test('a day counts from its first moment in the Netherlands to its last', () => {
  assert.equal(read('2026-11-22', 'van'), '2026-11-21T23:00:00.000Z')
  assert.equal(read('20261122', 'tot'), '2026-11-22T23:00:00.000Z')
})

test('the day on which the clock goes back has 25 hours, the one on which it goes on 23', () => {
  const hours = (dag: string) => ((leesGrens(dag, 'tot') ?? 0) - (leesGrens(dag, 'van') ?? 0)) / 3_600_000
  assert.deepEqual(['2026-10-25', '2026-10-26', '2026-03-29'].map(hours), [25, 24, 23])
})

test('a moment is the same as begin and as end', () => {
  for (const kant of ['van', 'tot'] as const) {
    assert.equal(read('2026-11-22T12:00:00.123+01:00', kant), '2026-11-22T11:00:00.123Z')
    assert.equal(read('2026-11-22t12:00:00z', kant), '2026-11-22T12:00:00.000Z')
  }
})

test('what is neither is nothing', () => {
  for (const tekst of ['', 'gisteren', '2026-02-30', '2026-11-22T12:00:00', '2026-11-22T25:00:00Z', '1763812800'])
    assert.equal(read(tekst, 'van'), undefined, tekst)
})
