// Two spellings of one question share a key and a path; two questions never do.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { padVan, readVraag, type Vraag, vraagMet } from '../../src/raadpleging/vraag.ts'
import { bevraging, vraagOf } from './parts.ts'

const agbcode = '03000001'
/** What is asked, whichever way it was written. */
const asAsked = (vraag: Vraag | undefined) => ({ ...vraag, pad: vraag && padVan(vraag), waarden: undefined })

describe('a question', () => {
  it('has one key for both spellings of a day, and for its first moment in Amsterdam', () => {
    const days = ['2026-01-31', '20260131'].map((peildatum) =>
      vraagOf('zorgverlener-peildatum', { agbcode, peildatum }),
    )
    assert.deepEqual(asAsked(days[0]), asAsked(days[1]))
    assert.equal(days[0]?.sleutel, 'zorgverlener-peildatum/03000001/2026-01-31')
    const moments = ['2026-01-31', '20260131', '2026-01-31T00:00:00+01:00', '2026-01-30t23:00:00.999z']
    const [first, ...others] = moments.map((vanaf) => vraagOf('zorgpartij-mutaties', { vanaf }))
    for (const other of others) assert.deepEqual(asAsked(other), asAsked(first))
  })

  it('has one key for one number, however it is written', () => {
    const page = (paginanummer: string, aantal: string) => vraagOf('zorgpartijen', { paginanummer, aantal })
    assert.deepEqual(asAsked(page('007', '0100')), asAsked(page('7', '100')))
    assert.equal(padVan(page('7', '100')), '/v2/zorgpartijen?paginanummer=7&aantal=100')
    assert.equal(padVan(vraagOf('test', { number: '-0' })), '/v2/test/0')
    assert.equal(vraagOf('test', { number: '-12' }).number, -12)
  })

  it('has a key of its own', () => {
    const invoer = {
      agbcode,
      peildatum: '20260131',
      vanaf: '20260131',
      zorgsoort: '03',
      number: '3',
      paginanummer: '1',
      aantal: '2',
    }
    const vragen = catalogus.map((b) => vraagOf(b.id, invoer))
    assert.equal(new Set(vragen.map(({ sleutel }) => sleutel)).size, catalogus.length)
    assert.equal(new Set(vragen.map(padVan)).size, catalogus.length)
    for (const vraag of vragen) assert.doesNotMatch(padVan(vraag), /[{}]/)
  })

  it('is sent on in the format of days that is set, made safe for a path', () => {
    const pathIn = (formaat: string, vanaf = '2026-01-31T13:05:09+01:00') =>
      padVan(readVraag(bevraging('zorgverlener-mutaties-zorgsoort'), { zorgsoort: '03', vanaf }, formaat).vraag)
    assert.equal(pathIn('yyyy-MM-dd'), '/v2/zorgverleners/mutaties/03/2026-01-31')
    assert.equal(pathIn('yyyyMMdd'), '/v2/zorgverleners/mutaties/03/20260131')
    assert.equal(pathIn('dd/MM/yyyy'), '/v2/zorgverleners/mutaties/03/31%2F01%2F2026')
    assert.equal(pathIn('yyyy-MM-ddTHH:mm:ss'), '/v2/zorgverleners/mutaties/03/2026-01-31T13%3A05%3A09')
  })

  it('made from values that are known to be right is the same question', () => {
    assert.deepEqual(vraagMet(bevraging('zorgverlener'), { agbcode }), vraagOf('zorgverlener', { agbcode }))
  })
})
