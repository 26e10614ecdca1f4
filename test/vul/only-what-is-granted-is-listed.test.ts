// What a first fill may fetch follows from the doelen in force: kinds and zorgsoorten granted in bulk, each list once.

import assert from 'node:assert/strict'
import test from 'node:test'
import { bewaarsnede } from '../../src/doelbinding/bewaren.ts'
import type { Policy } from '../../src/doelbinding/policy.ts'
import { catalogus } from '../../src/domain/catalogus.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { omvangVan } from '../../src/vul/omvang.ts'
import { afnemer, doel, policyOf, type TestDoel } from '../support/policy.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')

function doelenOf(doelen: Record<string, TestDoel>): Policy['doelen'] {
  const policy = policyOf(mapped(doelen), { een: afnemer('een', Object.keys(doelen)) })
  const reading = readPolicy(Buffer.from(JSON.stringify(policy)), 'policy.json')
  assert.ok('policy' in reading, JSON.stringify(reading))
  return reading.policy.doelen
}
const mapped = (doelen: Record<string, TestDoel>) =>
  Object.fromEntries(Object.entries(doelen).map(([id, rest]) => [id, doel({ bewerkingen: ['bulk'], ...rest })]))

const omvang = (doelen: Record<string, TestDoel>) => omvangVan(doelenOf(doelen).values(), NOW)

test('nothing, when no doel is granted in bulk', () => {
  assert.deepEqual(omvang({ een: { bewerkingen: ['detail', 'lijst'] } }), [])
})

test('nothing, when the doel that was has lapsed', () => {
  assert.deepEqual(omvang({ een: { geldigTot: '2026-11-21' } }), [])
  assert.equal(omvang({ een: { geldigTot: '2026-11-22' } }).length, 1)
})

test('the list of all for a doel without a row filter', () => {
  assert.deepEqual(omvang({ een: { partijtypen: ['vestiging'] }, twee: { partijtypen: ['zorgverlener'] } }), [
    { zorgsoort: null, partijtypen: ['zorgverlener', 'vestiging'] },
  ])
})

test('a list for each zorgsoort of a row filter, with the kinds of all who share it', () => {
  assert.deepEqual(
    omvang({
      een: { partijtypen: ['vestiging'], rijfilter: { zorgsoort: ['57', '03'] } },
      twee: { partijtypen: ['zorgverlener'], rijfilter: { zorgsoort: ['03'] } },
    }),
    [
      { zorgsoort: '03', partijtypen: ['zorgverlener', 'vestiging'] },
      { zorgsoort: '57', partijtypen: ['vestiging'] },
    ],
  )
})

test('a kind from the list of all is taken from no other', () => {
  assert.deepEqual(
    omvang({
      een: { partijtypen: ['zorgverlener'] },
      twee: { partijtypen: ['zorgverlener', 'vestiging'], rijfilter: { zorgsoort: ['03'] } },
      drie: { partijtypen: ['zorgverlener'], rijfilter: { zorgsoort: ['57'] } },
    }),
    [
      { zorgsoort: null, partijtypen: ['zorgverlener'] },
      { zorgsoort: '03', partijtypen: ['vestiging'] },
    ],
  )
})

test('what is granted in bulk alone may be kept of a detail, and of nothing else', () => {
  const doelen = doelenOf({ een: { partijtypen: ['zorgverlener'], categorieen: ['naam', 'zorgsoort'] } })
  const scopes = Object.fromEntries(
    catalogus.map((bevraging) => [bevraging.id, bewaarsnede(doelen.values(), bevraging, NOW).scope]),
  )
  assert.deepEqual(scopes['zorgverlener'], ['naam', 'zorgsoort'])
  const { zorgverlener: _, ...others } = scopes
  assert.deepEqual(new Set(Object.values(others).flat()), new Set(['techniek', 'referentie']))
})
