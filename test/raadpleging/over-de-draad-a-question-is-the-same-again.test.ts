// A question that went to another replica and back is the same question; what is none is not taken for one.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { catalogus } from '../../src/domain/catalogus.ts'
import type { Parameternaam } from '../../src/domain/parameters.ts'
import { createCodec } from '../../src/raadpleging/over-de-draad.ts'
import { padVan, vraagMet } from '../../src/raadpleging/vraag.ts'
import { bevraging, vraagOf } from './parts.ts'

const codecOf = (datumformaat = 'yyyy-MM-dd') => createCodec({ datumformaat, onDefect: () => undefined })
const codec = codecOf()
/** As the wire carries it. */
const carried = (json: unknown): unknown => JSON.parse(JSON.stringify(json))

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
const day = days.map((date) => date.toISOString().slice(0, 10))
const spelledDay = fc.oneof(
  day,
  day.map((tekst) => tekst.replaceAll('-', '')),
)
const offset = fc.tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 13 }), fc.constantFrom('00', '30'))
const moment = fc
  .tuple(days, offset)
  .map(
    ([date, [sign, hours, minutes]]) =>
      `${date.toISOString().slice(0, 19)}${sign}${String(hours).padStart(2, '0')}:${minutes}`,
  )
const int32 = (min: number) => fc.integer({ min, max: 2 ** 31 - 1 }).map(String)

const waarden: Record<Parameternaam, fc.Arbitrary<string>> = {
  agbcode: digits(8),
  peildatum: spelledDay,
  vanaf: fc.oneof(spelledDay, moment),
  zorgsoort: digits(2),
  number: int32(-(2 ** 31)),
  paginanummer: int32(1),
  aantal: int32(1),
}

describe('a question over the wire', () => {
  for (const { id } of catalogus)
    it(`is the same again: ${id}`, () => {
      fc.assert(
        fc.property(fc.record(waarden), (invoer) => {
          const vraag = vraagOf(id, invoer)
          const there = codec.readParts(carried(codec.writeParts(vraag)))
          assert.deepEqual(there, { key: vraag.sleutel, parts: vraag })
        }),
        { numRuns: 40 },
      )
    })

  it('names no path, and the days in it are written by who calls', () => {
    const sent = carried(codec.writeParts(vraagOf('zorgpartij-mutaties', { vanaf: '2026-01-31T13:05:09+01:00' })))
    assert.deepEqual(sent, { id: 'zorgpartij-mutaties', waarden: { vanaf: '2026-01-31T13:05:09+01:00' } })
    const there = codecOf('yyyyMMdd').readParts(sent)?.parts
    assert.equal(there && padVan(there), '/v2/zorgpartijen/mutaties/20260131')
  })

  it('may have been made by the gateway itself', () => {
    const own = vraagMet(bevraging('zorgverlener'), { agbcode: '03000001' })
    assert.deepEqual(codec.readParts(carried(codec.writeParts(own)))?.parts, own)
  })

  it('that is not well-formed is none', () => {
    const good = { agbcode: '03000001' }
    for (const sent of [
      undefined,
      null,
      7,
      'zorgverlener',
      [],
      {},
      { id: 'zorgverlener' },
      { id: 'zorgverlener', waarden: null },
      { id: 'zorgverlener', waarden: { agbcode: '0300001' } },
      { id: 'zorgverlener', waarden: { agbcode: 3_000_001 } },
      { id: 'zorgverlener', waarden: { agbcode: ['03000001'] } },
      { id: 'zorgverlener', waarden: { agbcode: '../../x' } },
      { id: 'zorgverlener-peildatum', waarden: { ...good, peildatum: '2026-02-30' } },
      { id: 'vreemd', waarden: good },
      { id: 'constructor', waarden: good },
      { id: ['zorgverlener'], waarden: good },
      { pad: '/v2/zorgverleners/03000001', waarden: good },
    ])
      assert.equal(codec.readParts(sent), undefined, JSON.stringify(sent))
  })

  it('takes nothing from what it does not ask for', () => {
    const sent = { id: 'zorgverlener', waarden: { agbcode: '03000001', pad: '/x', sleutel: 'y' }, pad: '/x' }
    assert.deepEqual(codec.readParts(sent)?.parts, vraagOf('zorgverlener'))
  })
})
