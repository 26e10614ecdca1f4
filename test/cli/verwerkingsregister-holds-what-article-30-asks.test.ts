// The register of processing out of the policy: complete for an FG, the same facts as Markdown and as JSON.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verwerkingsregister } from '../../src/cli/verwerkingsregister.ts'
import type { Register } from '../../src/doelbinding/register.ts'
import { fakeHash, validPolicy } from '../policy/valid.ts'
import { createFakeIo } from './fake-io.ts'

async function print(args: string[], policy = validPolicy): Promise<string> {
  const io = createFakeIo({ p: policy })
  assert.equal(await verwerkingsregister(['p', ...args], io), 0)
  assert.equal(io.written().err, '')
  return io.written().out
}

const readJson = async (policy?: string) => JSON.parse(await print(['--json'], policy)) as Register

test('controller, FG, source, transfers, terms and measures', async () => {
  const text = await print([])
  for (const part of [
    '| Verwerkingsverantwoordelijke | Testziekenhuis |',
    '| Functionaris gegevensbescherming | fg@test.example |',
    '| Doorgifte buiten de EER | geen |',
    '| Opgemaakt op | 22 november 2026 |',
    'AGB-register van Vektis',
    '## Bewaartermijnen\n\n- ',
    'CACHE_TTL_SECONDS',
    '## Beveiligingsmaatregelen\n\n- ',
  ]) {
    assert.ok(text.includes(part), part)
  }
})

test('every doel with ground, persons, data, reasons, recipients and limits', async () => {
  const text = await print([])
  const [, declaratie = ''] = text.split('## Declareren')
  for (const part of [
    '| Kenmerk | declaratie@3 |',
    '| Grondslag | wettelijke verplichting (AVG artikel 6, eerste lid, onder c) |',
    '| Onderbouwing | verplicht op de declaratie |',
    '| Betrokkenen | zorgverleners met een AGB-code |',
    '| Beperking | alleen zorgsoort 03, 57 |',
    '| Geldig | tot en met 31 januari 2028 |',
    '| Goedgekeurd | door fg en financien op 1 november 2026, te herzien vóór 1 november 2027 |',
    '| Identificatie | AGB-code en soort van de bevraagde partij | staat op de declaratie | ja | laag |',
    '- ZIS (zis), contact: zis@test.example\n- ERP (erp), contact: erp@test.example',
  ]) {
    assert.ok(declaratie.includes(part), part)
  }
})

test('undertakings are persons as far as they are natural persons', async () => {
  const [, crediteuren] = (await readJson()).verwerkingen
  assert.equal(crediteuren?.betrokkenen.length, 2)
  for (const wie of crediteuren?.betrokkenen ?? []) assert.match(wie, /voor zover natuurlijke personen/)
  assert.equal(crediteuren?.gegevens[0]?.persoonsgegeven, 'contextueel')
})

test('the organisation of an onderneming names its vestigingen, granted or not', async () => {
  const alleen = validPolicy.replace('[onderneming, vestiging]', '[onderneming]')
  const met = await readJson(alleen)
  const zonder = await readJson(alleen.replace('[detail, organisatie]', '[detail]'))
  assert.deepEqual(
    [met, zonder].map(({ verwerkingen }) => verwerkingen[1]?.betrokkenen.length),
    [2, 1],
  )
})

test('JSON has the same doelen, with null where nothing applies', async () => {
  const { verwerkingen, opgemaaktOp, policy } = await readJson()
  assert.deepEqual(
    verwerkingen.map(({ id }) => id),
    ['declaratie@3', 'crediteuren@1'],
  )
  assert.deepEqual(verwerkingen[0]?.rijfilter, { zorgsoort: ['03', '57'] })
  assert.equal(verwerkingen[0]?.verlopen, false)
  assert.deepEqual(
    [verwerkingen[1]?.rijfilter, verwerkingen[1]?.geldigTot, verwerkingen[1]?.goedgekeurd],
    [null, null, null],
  )
  assert.equal(opgemaaktOp, '2026-11-22T12:00:00.000Z')
  assert.match(policy, /^[0-9a-f]{64}$/)
})

test('a doel that has lapsed says so', async () => {
  const text = await print([], validPolicy.replace('2028-01-31', '2026-11-21'))
  assert.match(text, /\| Geldig \| verlopen na 21 november 2026; geeft niets meer \|/)
})

test('keys and fingerprints do not stand in it', async () => {
  for (const text of [await print([]), await print(['--json'])]) {
    for (const word of ['zis 1', 'zis 2', 'zis certificaat', 'erp']) assert.ok(!text.includes(fakeHash(word).slice(7)))
  }
})

test('texts of the policy stay texts', async () => {
  const nasty = '"a | b <b>vet</b> [x](http://x) `c` *d* # e"'
  const text = await print([], validPolicy.replace('naam: Declareren', `naam: ${nasty}`))
  assert.ok(text.includes('## a \\| b \\<b\\>vet\\</b\\> \\[x\\](http://x) \\`c\\` \\*d\\* \\# e\n'))
})

test('a policy with faults gives no register', async () => {
  const io = createFakeIo({ p: validPolicy.replace('versie: 1', 'versie: 2') })
  assert.equal(await verwerkingsregister(['p', '--json'], io), 1)
  assert.match(io.written().out, /^p:1:9 versie: .*\np: 1 fout; deze policy wordt geweigerd\.\n$/)
})

test('unknown flags give the usage', async () => {
  const io = createFakeIo({ p: validPolicy })
  assert.equal(await verwerkingsregister(['p', '--yaml'], io), 2)
  assert.deepEqual(io.written(), { out: '', err: 'Gebruik: agb-gateway verwerkingsregister POLICY [--json]\n' })
})
