// Days from 1900 to 2100: which exist is counted here by hand, and held against what is read.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alsSleutel, leesDag } from '../../src/domain/datum.ts'

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lengths = (year: number) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const two = (number: number) => String(number).padStart(2, '0')

describe('a day', () => {
  it('is read exactly when it exists, in both spellings, from 1900 to 2100', () => {
    for (let year = 1900; year <= 2100; year++) {
      const months = lengths(year)
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${two(month)}-${two(day)}`
          const exists = day >= 1 && day <= (months[month - 1] ?? 0)
          const read = leesDag(text)
          assert.equal(read !== undefined, exists, text)
          assert.deepEqual(leesDag(text.replaceAll('-', '')), read, text)
          if (read) assert.equal(alsSleutel(read), text)
        }
      }
    }
  })

  it('knows the leap years of the centuries', () => {
    assert.equal(leesDag('1900-02-29'), undefined)
    assert.equal(leesDag('2100-02-29'), undefined)
    assert.ok(leesDag('2000-02-29') && leesDag('2024-02-29') && leesDag('2400-02-29'))
  })

  it('has a year of four digits, from 1', () => {
    assert.equal(leesDag('0000-01-01'), undefined)
    assert.deepEqual(leesDag('0001-01-01'), { jaar: 1, maand: 1, dag: 1, uur: 0, minuut: 0, seconde: 0 })
    assert.equal(leesDag('0099-12-31')?.jaar, 99)
    assert.ok(leesDag('9999-12-31'))
  })

  it('is not read in any other form', () => {
    for (const text of [
      '',
      '2026-1-31',
      '2026-0131',
      '202601-31',
      '2026/01/31',
      '31-01-2026',
      '2026-01-31 ',
      ' 2026-01-31',
      '2026-01-31\n',
      '2026-01-31T00:00:00',
      '+2026-01-31',
      '20260131Z',
      '２０２６-01-31',
      '2026–01–31',
      'vandaag',
    ])
      assert.equal(leesDag(text), undefined, JSON.stringify(text))
  })
})
