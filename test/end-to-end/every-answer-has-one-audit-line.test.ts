// To a known caller nothing is answered without exactly one line, with every property that the FG may count on.

import assert from 'node:assert/strict'
import test from 'node:test'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { withGateway } from '../support/gateway.ts'
import { pseudonymOf } from './support/oracle.ts'
import { sendFields } from './support/wire.ts'

const PROPERTIES = [
  'tijdstip',
  'verzoekId',
  'traceId',
  'spanId',
  'afnemer',
  'gebruiker',
  'doel',
  'grondslag',
  'handeling',
  'betrokkenen',
  'uitgeleverd',
  'weggelaten',
  'herkomst',
  'besluit',
  'reden',
  'status',
  'policy',
  'keten',
  'volgnummer',
  'vorige',
  'hash',
]

/** Path, status, act, decision, and the code that it concerns. */
const ASKED: Array<[string, number, string, string, string | null]> = [
  ['GET /v2/zorgverleners/03000001', 200, 'raadplegen-zorgverlener', 'toegestaan', '03000001'],
  ['HEAD /v2/zorgverleners/03000001', 200, 'raadplegen-zorgverlener', 'toegestaan', '03000001'],
  ['GET /v2/zorgverleners/03000001/2024-01-01', 200, 'raadplegen-zorgverlener', 'toegestaan', '03000001'],
  ['GET /v2/ondernemingen/06000001', 200, 'raadplegen-onderneming', 'toegestaan', '06000001'],
  ['GET /v2/vestigingen/71000001', 200, 'raadplegen-vestiging', 'toegestaan', '71000001'],
  ['GET /v2/zorgverleners/03000001/relaties', 200, 'raadplegen-relaties', 'toegestaan', '03000001'],
  ['GET /v2/zorgverleners/03000001/relaties/totaal', 200, 'raadplegen-relaties', 'toegestaan', '03000001'],
  ['GET /v2/ondernemingen/06000001/relaties/organisatie', 200, 'raadplegen-organisatie', 'toegestaan', '06000001'],
  ['GET /v2/zorgpartijen?paginanummer=1&aantal=3', 200, 'raadplegen-lijst', 'toegestaan', null],
  ['GET /v2/landen', 200, 'raadplegen-referentie', 'toegestaan', null],
  ['GET /v2/test/7', 200, 'raadplegen-test', 'toegestaan', null],
  ['GET /gateway/v1/doelbinding', 200, 'raadplegen-doelbinding', 'toegestaan', null],
  ['GET /v2/zorgverleners/99999999', 404, 'raadplegen-zorgverlener', 'toegestaan', '99999999'],
  ['GET /v2/zorgverleners/03000001/2026-02-30', 400, 'raadplegen-zorgverlener', 'geweigerd', '03000001'],
  ['GET /v2/zorgverleners/1', 400, 'raadplegen-zorgverlener', 'geweigerd', null],
  ['GET /v2/zorgverleners/%zz', 400, 'raadplegen-onbekend', 'geweigerd', null],
  ['POST /v2/zorgverleners/03000001', 405, 'raadplegen-zorgverlener', 'geweigerd', null],
  ['GET /v2/adres/correspondentie/1234AB/1', 410, 'raadplegen-vervallen', 'geweigerd', null],
]

const HEADERS = [
  'Authorization: Bearer sleutel-alles',
  'X-Gebruiker: m.jansen',
  'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
]

test('lines of the audit', async (t) => {
  const { url, ask, audit } = await withGateway(t)

  for (const [line, status, handeling, besluit, code] of ASKED)
    await t.test(`${line} ${status}`, async () => {
      const before = audit().length
      const answer = await sendFields(url, line, HEADERS)
      assert.equal(answer.status, status)
      const [written, ...more] = audit().slice(before)
      assert.deepEqual(more, [])
      assert.ok(written)
      for (const name of PROPERTIES) assert.ok(Object.hasOwn(written, name), `${name} is always there`)
      assert.match(String(written.tijdstip), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.equal(written.verzoekId, answer.headers.get('x-request-id'))
      assert.equal(written.traceId, '4bf92f3577b34da6a3ce929d0e0e4736')
      assert.equal(written.spanId, '00f067aa0ba902b7')
      assert.deepEqual([written.afnemer, written.gebruiker], ['alles', 'm.jansen'])
      assert.deepEqual([written.status, written.handeling, written.besluit], [status, handeling, besluit])
      assert.equal(written.reden === null, status < 300)
      if (code !== null) assert.ok((written.betrokkenen as string[]).includes(pseudonymOf(code)))
      else if (handeling !== 'raadplegen-lijst') assert.deepEqual(written.betrokkenen, [])
      const withDoel =
        status === 200 && /-(zorgverlener|onderneming|vestiging|relaties|organisatie|lijst)$/.test(handeling)
      assert.deepEqual(
        [written.doel, written.grondslag],
        withDoel || status === 404 ? ['alles@1', 'avg-6-1-c'] : [null, null],
      )
      if (status !== 200) assert.deepEqual([written.uitgeleverd, written.weggelaten], [[], []])
      assert.match(String(written.policy), /^[0-9a-f]{64}$/)
    })

  await t.test('who is not known, and what is for everyone, has none', async () => {
    const before = audit().length
    for (const path of ['/v2/zorgverleners/03000001', '/gateway/v1/doelbinding', '/docs', '/openapi.json'])
      await (await ask(path, { key: '' })).text()
    await ask('/v2/bestaat-niet')
    assert.equal(audit().length, before)
  })

  await t.test('a traceparent that is none, is none', async () => {
    const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const wrong = [
      '',
      `${good}-extra`,
      `ff${good.slice(2)}`,
      good.toUpperCase(),
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    ]
    for (const value of [...wrong, `${good}, ${good}`, `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`]) {
      await ask('/v2/landen', { headers: { traceparent: value } })
      assert.deepEqual([audit().at(-1)?.traceId, audit().at(-1)?.spanId], [null, null], value)
    }
    await ask('/v2/landen', { headers: { traceparent: `01${good.slice(2)}-later` } })
    assert.equal(audit().at(-1)?.spanId, '00f067aa0ba902b7', 'a later version may say more')
  })

  await t.test('where it came from', async () => {
    const herkomst = async (path: string) => {
      await ask(path)
      return audit().at(-1)?.herkomst
    }
    assert.deepEqual([await herkomst('/v2/provincies'), await herkomst('/v2/provincies')], ['vektis', 'cache'])
  })
})

test('what is given and what is withheld stand in the line', async (t) => {
  const policy = policyOf(
    { smal: doel({ versie: 4, categorieen: ['naam', 'zorgsoort', 'adres'] }) },
    { alles: afnemer('alles', ['smal']) },
  )
  const { ask, audit } = await withGateway(t, { policy })
  await ask('/v2/zorgverleners/03000001')
  const line = audit().at(-1)
  assert.equal(line?.doel, 'smal@4')
  assert.deepEqual(line?.uitgeleverd, ['naam', 'zorgsoort'])
  assert.deepEqual(line?.weggelaten, [
    'erkenning',
    'geboortedatum',
    'geboortenaam',
    'geldigheid',
    'geslacht',
    'identificatie',
    'kwalificatie',
    'registratienummer',
    'titel',
  ])
})
