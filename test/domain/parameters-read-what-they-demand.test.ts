// Every parameter: what it takes, how that is keyed, and that its own published schema says the same.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Parameternaam, parameters } from '../../src/domain/parameters.ts'

const keys = (naam: Parameternaam, texts: readonly string[]) =>
  texts.map((text) => parameters[naam].lees(text)?.sleutel)

const cases: Array<{ naam: Parameternaam; taken: Record<string, string>; refused: readonly string[] }> = [
  {
    naam: 'agbcode',
    taken: { '03000001': '03000001', '00000000': '00000000' },
    refused: ['', '3000001', '003000001', '0300000a', '03000001\n', ' 03000001', '０3000001', '-3000001'],
  },
  {
    naam: 'zorgsoort',
    taken: { '03': '03', '00': '00' },
    refused: ['', '3', '003', '3a', '03\n'],
  },
  {
    naam: 'number',
    taken: { 7: '7', '-7': '-7', '007': '7', '-0': '0', 2147483647: '2147483647', '-2147483648': '-2147483648' },
    refused: ['', '2147483648', '-2147483649', '1.0', '1e3', '+7', ' 7', '0x7', '--7', '00000000007', 'NaN'],
  },
  {
    naam: 'paginanummer',
    taken: { 1: '1', '01': '1', 2147483647: '2147483647' },
    refused: ['', '0', '-1', '2147483648', '1.5', 'een'],
  },
  { naam: 'aantal', taken: { 1: '1', 100: '100' }, refused: ['', '0', '-1', '2147483648'] },
  {
    naam: 'peildatum',
    taken: { '2026-01-31': '2026-01-31', 20260131: '2026-01-31' },
    refused: ['', '2026-02-30', '2026-01-31T12:00:00Z'],
  },
  {
    naam: 'vanaf',
    taken: { '2026-01-31': '2026-01-31', 20260131: '2026-01-31', '2026-01-31T12:00:00Z': '2026-01-31T13:00:00' },
    refused: ['', '2026-02-30', '2026-01-31T12:00:00'],
  },
]

describe('a parameter', () => {
  for (const { naam, taken, refused } of cases) {
    it(`${naam} takes what it demands and nothing else`, () => {
      assert.deepEqual(keys(naam, Object.keys(taken)), Object.values(taken))
      for (const text of refused) assert.equal(parameters[naam].lees(text), undefined, JSON.stringify(text))
    })
  }

  it('is among these', () => {
    assert.deepEqual(cases.map(({ naam }) => naam).toSorted(), Object.keys(parameters).toSorted())
  })

  it('takes the example of its own schema', () => {
    for (const [naam, { lees, schema }] of Object.entries(parameters))
      for (const example of schema.examples) assert.ok(lees(String(example)), naam)
  })

  it('that is a day gives the day too, and no other does', () => {
    for (const [naam, { lees, schema }] of Object.entries(parameters)) {
      const dag = lees(String(schema.examples[0]))
      assert.equal(dag !== undefined && 'dag' in dag, naam === 'peildatum' || naam === 'vanaf', naam)
    }
  })
})
