// A question that is not well-formed: every fault at once, each under its parameter's own name, never with its value.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readVraag } from '../../src/raadpleging/vraag.ts'
import { bevraging } from './parts.ts'

const faults = (id: string, invoer: Record<string, unknown>) => readVraag(bevraging(id), invoer, 'yyyy-MM-dd').fouten

describe('faults in a question', () => {
  it('are all told, in the order of the path and the query', () => {
    const fouten = faults('zorgverlener-peildatum', { agbcode: '123', peildatum: '2026-02-30' })
    assert.deepEqual(
      fouten.map((fout) => [fout.in, fout.naam]),
      [
        ['path', 'agbcode'],
        ['path', 'peildatum'],
      ],
    )
    const lijst = faults('zorgpartijen-zorgsoort', { zorgsoort: '3', paginanummer: '0', aantal: 'veel' })
    assert.deepEqual(
      lijst.map((fout) => [fout.in, fout.naam]),
      [
        ['path', 'zorgsoort'],
        ['query', 'paginanummer'],
        ['query', 'aantal'],
      ],
    )
  })

  it('tell what is missing from what is wrong, with the demand and without the value', () => {
    const [ontbreekt, fout] = faults('zorgpartijen', { aantal: '-17' })
    assert.match(ontbreekt?.melding ?? '', /^ontbreekt: een geheel getal vanaf 1$/)
    assert.match(fout?.melding ?? '', /^klopt niet: een geheel getal vanaf 1$/)
    assert.doesNotMatch(JSON.stringify(faults('zorgverlener', { agbcode: '9876543' })), /9876543/)
  })

  it('are found in what is no single text', () => {
    for (const agbcode of [['03000001'], ['03000001', '03000002'], {}, 3000001, null, true])
      assert.equal(faults('zorgverlener', { agbcode })[0]?.naam, 'agbcode')
  })

  it('leave what is right to be read, for the audit', () => {
    const { vraag, fouten } = readVraag(
      bevraging('zorgverlener-peildatum'),
      { agbcode: '03000001', peildatum: 'x' },
      'yyyy-MM-dd',
    )
    assert.equal(vraag.agbcode, '03000001')
    assert.equal(fouten.length, 1)
    assert.equal('agbcode' in readVraag(bevraging('zorgverlener'), { agbcode: 'x' }, 'yyyy-MM-dd').vraag, false)
  })
})
