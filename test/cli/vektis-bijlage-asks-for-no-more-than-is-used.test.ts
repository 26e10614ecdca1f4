// The annex for Vektis: grounds, purposes and categories of the doelen that hold and that somebody has.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vektisBijlage } from '../../src/cli/vektis-bijlage.ts'
import type { VektisBijlage } from '../../src/fg/vektis-bijlage.ts'
import { fakeHash, validPolicy } from '../policy/valid.ts'
import { createFakeIo } from './fake-io.ts'

async function print(args: string[] = [], policy = validPolicy): Promise<string> {
  const io = createFakeIo({ p: policy })
  assert.equal(await vektisBijlage(['p', ...args], io), 0)
  return io.written().out
}

test('who asks, on which ground, for which purposes and with which reasons', async () => {
  const text = await print()
  for (const part of [
    '# Bijlage bij de aanvraag van een abonnement op de AGB Raadpleegdienst',
    '| Aanvrager | Testziekenhuis |',
    '## 1. Verwerkingsgrondslag (AVG artikel 6)\n\n- wettelijke verplichting (AVG artikel 6, eerste lid, onder c)',
    '### Doel 1: Declareren',
    '| Zorgsoorten | 03, 57 |',
    '| Identificatie | AGB-code en soort van de bevraagde partij | staat op de declaratie |',
    '## 3. Categorieën persoonsgegevens die ten minste nodig zijn',
    '| Identificatie | 1, 2 |',
  ])
    assert.ok(text.includes(part), `${part}\n${text}`)
  assert.doesNotMatch(text, /Techniek|Referentiegegevens/)
  for (const word of ['zis 1', 'erp']) assert.ok(!text.includes(fakeHash(word).slice(7)))
})

test('a doel that lapsed is not asked for', async () => {
  const read = async (policy: string) => JSON.parse(await print(['--json'], policy)) as VektisBijlage
  const all = await read(validPolicy)
  assert.deepEqual(
    all.doelen.map(({ doel }) => doel),
    ['declaratie@3', 'crediteuren@1'],
  )
  const rest = await read(validPolicy.replace('2028-01-31', '2026-11-21'))
  assert.deepEqual(
    rest.doelen.map(({ doel }) => doel),
    ['crediteuren@1'],
  )
  for (const { doelen } of rest.persoonsgegevens) assert.deepEqual(doelen, ['crediteuren@1'])
  assert.equal(rest.grondslagen.length, 1)
})

test('a doel that no caller has is not asked for', async () => {
  const text = await print(['--json'], validPolicy.replaceAll(/doelen: \[.*crediteuren.*\]/g, 'doelen: [declaratie]'))
  assert.deepEqual(
    (JSON.parse(text) as VektisBijlage).doelen.map(({ doel }) => doel),
    ['declaratie@3'],
  )
})
