// Reading codes out of documents: what is not there, or of another shape, is never read as something.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { codeVanPartijtype, partijtypen, partijtypeVanCode } from '../../src/domain/partijtype.ts'
import { alleAgbcodes, leesAgbcode, leesCode, rijen } from '../../src/domain/rijen.ts'
import { bladeren, structuren } from '../../src/domain/structuur.ts'

describe('a code', () => {
  it('is read from its place as text', () => {
    assert.equal(leesCode({ Zorgsoort: { Code: '03' } }, 'Zorgsoort'), '03')
    assert.equal(leesAgbcode({ AGBCode: '03000001' }), '03000001')
  })

  it('is not read from anything else', () => {
    for (const drager of [
      undefined,
      null,
      'x',
      [],
      {},
      { Zorgsoort: null },
      { Zorgsoort: '03' },
      { Zorgsoort: { Code: 3 } },
    ])
      assert.equal(leesCode(drager, 'Zorgsoort'), undefined)
    assert.equal(leesCode({ Zorgsoort: Object.assign([], { Code: '03' }) }, 'Zorgsoort'), undefined)
    assert.equal(leesCode({}, 'constructor'), undefined)
    for (const drager of [undefined, null, 'x', {}, { AGBCode: 3 }, { AGBCode: ['03000001'] }])
      assert.equal(leesAgbcode(drager), undefined)
  })
})

describe('all codes of a document', () => {
  it('are found wherever they stand, each once', () => {
    const document = {
      AGBCode: '03000001',
      Relaties: [{ AGBCode: '01000001' }, { AGBCode: '01000001', Rol: { AGBCode: '02000001' } }],
      Nieuw: [[{ Diep: { AGBCode: '05000001' } }]],
    }
    assert.deepEqual([...alleAgbcodes(document)].toSorted(), ['01000001', '02000001', '03000001', '05000001'])
  })

  it('are codes of eight digits alone', () => {
    const strange = ['', '3', '003000001', 'abcdefgh', 3000001, null, ['03000001']].map((AGBCode) => ({ AGBCode }))
    assert.deepEqual([...alleAgbcodes(strange)], [])
    for (const document of [undefined, null, 'x', 7]) assert.deepEqual([...alleAgbcodes(document)], [])
  })
})

describe('places of rows', () => {
  it('are places that the schemas know', () => {
    for (const [soort, plaats] of Object.entries(rijen)) {
      const paden = new Set(bladeren(structuren[soort as keyof typeof structuren]).map(({ pad }) => pad))
      const expected = [`${plaats.lijst}[].AGBCode`]
      if (plaats.partijtype) expected.push(`${plaats.lijst}[].${plaats.partijtype}.Code`)
      if (plaats.zorgsoort) expected.push(`${plaats.lijst}[].${plaats.zorgsoort}.Code`)
      for (const pad of expected) assert.ok(paden.has(pad), `${soort}: ${pad}`)
    }
  })

  it('are told for every list that names other parties', () => {
    for (const [soort, knoop] of Object.entries(structuren)) {
      const naming = bladeren(knoop).filter(({ pad }) => pad.endsWith('[].AGBCode'))
      const lijst = rijen[soort as keyof typeof rijen]?.lijst
      assert.deepEqual(
        naming.map(({ pad }) => pad),
        lijst ? [`${lijst}[].AGBCode`] : [],
        soort,
      )
    }
  })
})

describe('a kind of party', () => {
  it('has one code, and every other code is of nobody', () => {
    for (const type of partijtypen) assert.equal(partijtypeVanCode(codeVanPartijtype(type)), type)
    assert.deepEqual(partijtypen.map(codeVanPartijtype), ['1', '2', '3'])
    for (const code of ['0', '4', '01', ' 1', '', 'constructor', '__proto__', 1, null, undefined, ['1']])
      assert.equal(partijtypeVanCode(code), undefined)
  })
})
