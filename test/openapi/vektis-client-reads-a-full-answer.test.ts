// A client generated from Vektis's own Swagger 2.0 compiles, and reads full answers as they really come.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCustomer } from '../support/openapi-client.ts'
import { readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { startStub } from '../support/openapi-stub.ts'

const SWAGGER = new URL('../fixtures/vektis-swagger-2.json', import.meta.url)
const headers = { Authorization: 'Vektis proef' }

/** Leans on what Vektis promises: what it calls required is used without a question, and nothing is ever null. */
const program = `
import { api } from './api.ts'

const { data: zorgverlener } = await api.v2.zorgverlenerBasisinformatie('00000011')
console.log(zorgverlener.AGBCode, zorgverlener.Voorletters.toUpperCase(), zorgverlener.Achternaam.toUpperCase())
console.log(zorgverlener.GeboorteDatum.slice(0, 10), zorgverlener.Geslacht.Code, zorgverlener.Zorgsoort.Omschrijving)
for (const { Omschrijving, RegistratieNummer } of zorgverlener.Erkenningen ?? []) {
  console.log(Omschrijving.length, RegistratieNummer.length)
}

const { data: toen } = await api.v2.zorgverlenerBasisinformatie2('00000011', '2026-01-31')
console.log(toen.AGBCode === zorgverlener.AGBCode)

const { data: relaties } = await api.v2.zorgverlenerZorgverlenerRelatiesV2('00000011')
for (const { AGBCode, Rol, ZorgpartijType } of relaties.Relaties) {
  console.log(AGBCode, Rol.Omschrijving, ZorgpartijType.Code)
}

const { data: organisatie } = await api.v2.ondernemingOndernemingOrganisatieV2('00000022')
console.log(organisatie.Vestigingen[0]?.BezoekAdres.Postcode.length)
`

test('a client made for Vektis reads a full answer', async () => {
  await using vektis = await startStub(await readDocument(VEKTIS_DOCUMENT))
  const printed = await runCustomer({ document: SWAGGER, program, baseUrl: vektis.baseUrl, headers })
  assert.deepEqual(printed.trimEnd().split('\n'), [
    '00000011 A VOORBEELD',
    '1980-02-29 0 Verpleegkundigen',
    '21 11',
    'true',
    '00000033 In loondienst bij 3',
    '8',
  ])
  assert.deepEqual(
    vektis.asked.map(({ url, headers: { authorization } }) => [url, authorization]),
    [
      ['/v2/zorgverleners/00000011', headers.Authorization],
      ['/v2/zorgverleners/00000011/2026-01-31', headers.Authorization],
      ['/v2/zorgverleners/00000011/relaties', headers.Authorization],
      ['/v2/ondernemingen/00000022/relaties/organisatie', headers.Authorization],
    ],
  )
})

test('a program that misreads the answer does not compile', async () => {
  const misread =
    "import { api } from './api.ts'\nconsole.log((await api.v2.zorgverlenerBasisinformatie('1')).data.Naam)"
  await assert.rejects(
    runCustomer({ document: SWAGGER, program: misread, baseUrl: 'http://127.0.0.1:9' }),
    /Property 'Naam' does not exist/,
  )
})
