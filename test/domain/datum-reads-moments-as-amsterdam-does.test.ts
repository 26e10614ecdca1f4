// A moment of RFC 3339 is read on the wall clock of Amsterdam, at both turns of the clock too.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alsSleutel, leesMoment, schrijfDag } from '../../src/domain/datum.ts'

const wall = (text: string): string | undefined => {
  const moment = leesMoment(text)
  return moment && schrijfDag(moment, 'yyyy-MM-dd HH:mm:ss')
}

describe('a moment', () => {
  it('is an hour ahead in winter and two in summer', () => {
    assert.equal(wall('2026-01-31T12:00:00Z'), '2026-01-31 13:00:00')
    assert.equal(wall('2026-07-31T12:00:00Z'), '2026-07-31 14:00:00')
  })

  it('skips the hour that summer takes: 29 March 2026', () => {
    assert.equal(wall('2026-03-29T00:59:59Z'), '2026-03-29 01:59:59')
    assert.equal(wall('2026-03-29T01:00:00Z'), '2026-03-29 03:00:00')
  })

  it('repeats the hour that winter gives back: 25 October 2026', () => {
    assert.equal(wall('2026-10-25T00:30:00Z'), '2026-10-25 02:30:00')
    assert.equal(wall('2026-10-25T01:30:00Z'), '2026-10-25 02:30:00')
    assert.equal(wall('2026-10-25T02:00:00Z'), '2026-10-25 03:00:00')
  })

  it('may fall on another day than where it was written', () => {
    assert.equal(wall('2026-12-31T23:00:00Z'), '2027-01-01 00:00:00')
    assert.equal(wall('2026-06-30T22:00:00Z'), '2026-07-01 00:00:00')
    assert.equal(wall('2026-01-01T00:30:00+05:30'), '2025-12-31 20:00:00')
    assert.equal(wall('2028-02-28T23:30:00Z'), '2028-02-29 00:30:00')
  })

  it('drops a part of a second, so that it never lies later than was asked', () => {
    assert.equal(wall('2026-01-31T12:00:00.999Z'), '2026-01-31 13:00:00')
    assert.equal(wall('2026-01-31T12:00:00.999999999Z'), '2026-01-31 13:00:00')
  })

  it('may be written in small letters', () => {
    assert.equal(wall('2026-01-31t12:00:00z'), '2026-01-31 13:00:00')
  })

  it('at midnight is keyed as its day, at another time as itself', () => {
    const sleutel = (text: string) => alsSleutel(leesMoment(text) ?? assert.fail(text))
    assert.equal(sleutel('2026-01-30T23:00:00Z'), '2026-01-31')
    assert.equal(sleutel('2026-01-30T23:00:01Z'), '2026-01-31T00:00:01')
    assert.equal(sleutel('2026-01-30T23:01:00Z'), '2026-01-31T00:01:00')
    assert.equal(sleutel('2026-01-31T00:00:00Z'), '2026-01-31T01:00:00')
  })

  it('is not read in any other form, nor when it does not exist', () => {
    for (const text of [
      '2026-01-31',
      '2026-01-31T12:00:00',
      '2026-01-31T12:00Z',
      '2026-01-31 12:00:00Z',
      '2026-01-31T12:00:00.Z',
      '2026-01-31T12:00:00.1234567890Z',
      '2026-01-31T12:00:00+0100',
      '2026-01-31T24:00:00Z',
      '2026-01-31T25:00:00Z',
      '2026-01-31T12:60:00Z',
      '2026-01-31T12:00:60Z',
      '2026-01-31T12:00:00+24:00',
      '2026-02-30T12:00:00Z',
      '2026-13-01T12:00:00Z',
      '0000-01-01T12:00:00Z',
      '20260131T120000Z',
      '',
    ])
      assert.equal(leesMoment(text), undefined, text)
  })
})

describe('a format', () => {
  it('is filled in with leading zeros, and keeps its other characters', () => {
    const dag = { jaar: 26, maand: 1, dag: 2, uur: 3, minuut: 4, seconde: 5 }
    assert.equal(schrijfDag(dag, 'yyyy-MM-ddTHH:mm:ss'), '0026-01-02T03:04:05')
    assert.equal(schrijfDag(dag, 'dd.MM.yyyy $&'), '02.01.0026 $&')
    assert.equal(schrijfDag(dag, 'yyyyMMdd'), '00260102')
  })
})
