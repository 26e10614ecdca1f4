import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { schrijfDag } from '../../src/domain/datum.ts'
import { beginVan, kiesVenster } from '../../src/mutaties/vanaf.ts'

const at = (moment: string) => Date.parse(moment)
const MINUTE = 60_000

/** A poll like the last hundred: nothing failed, and one reached further a while ago. */
const choose = (now: number, other: Partial<Parameters<typeof kiesVenster>[0]> = {}) => {
  const venster = kiesVenster({
    now,
    completed: now - 5 * MINUTE,
    furtherAt: now - 30 * MINUTE,
    failed: false,
    ...other,
  })
  return { ...venster, dag: schrijfDag(venster.dag, 'yyyy-MM-dd') }
}

describe('the window of a poll', () => {
  const noon = at('2026-11-22T11:00:00Z')

  it('is today', () => {
    assert.deepEqual(choose(noon), { dag: '2026-11-22', since: at('2026-11-21T23:00:00Z'), further: false })
  })

  it('is a day more once an hour, after a failure, and when nobody knows of one before', () => {
    assert.equal(choose(noon, { furtherAt: noon - 60 * MINUTE }).dag, '2026-11-21')
    assert.equal(choose(noon, { failed: true }).dag, '2026-11-21')
    assert.equal(choose(noon, { furtherAt: undefined }).dag, '2026-11-21')
    assert.equal(choose(noon, { completed: undefined }).dag, '2026-11-22')
  })

  it('reaches back to the last completed poll, and an hour beyond', () => {
    assert.equal(choose(at('2026-11-21T23:30:00Z')).dag, '2026-11-21', 'half past midnight in Amsterdam')
    assert.equal(choose(at('2026-11-22T00:06:00Z')).dag, '2026-11-22')
    assert.equal(choose(noon, { completed: at('2026-11-18T10:00:00Z') }).dag, '2026-11-18')
    assert.equal(choose(noon, { completed: at('2026-11-18T10:00:00Z'), failed: true }).dag, '2026-11-17')
  })

  it('never reaches further than the feed', () => {
    const { dag, since } = choose(noon, { completed: at('2026-09-01T10:00:00Z'), failed: true })
    assert.equal(dag, '2026-10-23')
    assert.ok(noon - since < 31 * 24 * 60 * MINUTE)
  })

  it('is not led astray by a poll that lies ahead of the clock', () => {
    assert.equal(choose(noon, { completed: noon + 48 * 60 * MINUTE }).dag, '2026-11-22')
  })

  it('begins at midnight in Amsterdam, also when the clock there is changed', () => {
    const begin = (jaar: number, maand: number, dag: number) =>
      new Date(beginVan({ jaar, maand, dag, uur: 0, minuut: 0, seconde: 0 })).toISOString()
    assert.equal(begin(2026, 7, 1), '2026-06-30T22:00:00.000Z')
    assert.equal(begin(2026, 10, 25), '2026-10-24T22:00:00.000Z')
    assert.equal(begin(2026, 10, 26), '2026-10-25T23:00:00.000Z')
    assert.equal(begin(2026, 3, 29), '2026-03-28T23:00:00.000Z')
    assert.equal(begin(2026, 3, 30), '2026-03-29T22:00:00.000Z')
  })
})
