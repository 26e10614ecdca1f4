// A client generated from Vektis's own Swagger works through the gateway by changing its base URL and its key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { runCustomer } from '../support/openapi-client.ts'

const SWAGGER = new URL('../fixtures/vektis-swagger-2.json', import.meta.url)

/** Leans on what Vektis promises: what it calls required is used without a question. */
const program = `
import { api } from './api.ts'

const { data: zorgverlener } = await api.v2.zorgverlenerBasisinformatie('03000001')
console.log(zorgverlener.AGBCode, zorgverlener.Achternaam.toUpperCase(), zorgverlener.Zorgsoort.Code)
console.log(zorgverlener.GeboorteDatum.length, zorgverlener.Geslacht.Code.length)

const { data: relaties } = await api.v2.zorgverlenerZorgverlenerRelatiesV2('03000001')
console.log(relaties.Relaties.map(({ AGBCode }) => AGBCode).sort().join())

const { data: organisatie } = await api.v2.ondernemingOndernemingOrganisatieV2('06000001')
console.log(organisatie.Vestigingen.every(({ BezoekAdres }) => BezoekAdres.Postcode.length >= 6))
`

test('the same program, before and behind the gateway', async (t) => {
  const gateway = await withGateway(t)
  const printed = await runCustomer({
    document: SWAGGER,
    program,
    baseUrl: gateway.url,
    headers: { Authorization: 'Vektis sleutel-alles' },
  })
  assert.deepEqual(printed.trimEnd().split('\n'), [
    '03000001 KLAVERSTEEN 03',
    '19 1',
    '06000001,71000001,71000002',
    'true',
  ])
  assert.deepEqual(
    gateway.audit().map(({ afnemer, status }) => [afnemer, status]),
    Array.from({ length: 3 }, () => ['alles', 200]),
  )
})
