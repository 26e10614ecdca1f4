// `geldigTot` holds through its day on the clocks of Amsterdam, in summer, in winter and when they change.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leesDag } from '../../src/domain/datum.ts'
import { eindeVan } from '../../src/doelbinding/verloop.ts'

const ends: ReadonlyArray<readonly [day: string, end: string]> = [
  ['2027-01-15', '2027-01-15T23:00:00.000Z'],
  ['2027-07-15', '2027-07-15T22:00:00.000Z'],
  ['2027-12-31', '2027-12-31T23:00:00.000Z'],
  ['2028-02-28', '2028-02-28T23:00:00.000Z'],
  // Clocks go forward on 28 March 2027 and back on 31 October 2027.
  ['2027-03-27', '2027-03-27T23:00:00.000Z'],
  ['2027-03-28', '2027-03-28T22:00:00.000Z'],
  ['2027-10-30', '2027-10-30T22:00:00.000Z'],
  ['2027-10-31', '2027-10-31T23:00:00.000Z'],
]

for (const [day, end] of ends) {
  test(`${day} ends at ${end}`, () => {
    const dag = leesDag(day)
    assert.ok(dag)
    assert.equal(new Date(eindeVan(dag)).toISOString(), end)
  })
}
