// A client generated from our own description of Vektis compiles, and makes its reader mind what can be null.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCustomer } from '../support/openapi-client.ts'
import { readDocument, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { startStub } from '../support/openapi-stub.ts'

const program = `
import { api } from './api.ts'

const { data: zorgverlener } = await api.v2.zorgverlener('00000011')
console.log(zorgverlener.Einde?.slice(0, 10) ?? 'open', zorgverlener.AcademischeTitel?.Omschrijving ?? 'geen')
const { data: lijst } = await api.v2.zorgpartijen({ paginanummer: 1, aantal: 2 })
console.log(lijst.Totaalrecords, lijst.Data.length)
`

test('a client made from our description reads an answer', async () => {
  await using vektis = await startStub(await readDocument(VEKTIS_DOCUMENT))
  const printed = await runCustomer({ document: VEKTIS_DOCUMENT, program, baseUrl: vektis.baseUrl })
  assert.deepEqual(printed.trimEnd().split('\n'), ['open Doctorandus', '3 2'])
})

test('who forgets that an end can be null is told by the compiler', async () => {
  const careless = program.replace('Einde?.', 'Einde.')
  await assert.rejects(
    runCustomer({ document: VEKTIS_DOCUMENT, program: careless, baseUrl: 'http://127.0.0.1:9' }),
    /possibly 'null'/,
  )
})
