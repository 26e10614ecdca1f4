// A client generated from our own document minds that anything may be withheld, and reads a narrow answer.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { runCustomer } from '../support/openapi-client.ts'

const DOCUMENT = new URL('../../openapi/agb-gateway.yaml', import.meta.url)
const headers = { Authorization: 'Bearer sleutel-smal' }

const program = `
import { api } from './api.ts'

const { data: zorgverlener, headers } = await api.v2.zorgverlener('03000001')
console.log(zorgverlener.AGBCode, zorgverlener.Achternaam?.toUpperCase(), zorgverlener.Zorgsoort?.Code)
console.log('GeboorteDatum' in zorgverlener, zorgverlener.GeboorteDatum?.slice(0, 10) ?? 'weggelaten')
console.log(headers.get('AGB-Weggelaten')?.includes('geboortedatum'))

const { data: bevoegd } = await api.gateway.doelbinding()
console.log(bevoegd.afnemer, bevoegd.doelen.map(({ doel }) => doel).join())

const refused = await api.v2.vestiging('71000001').catch((answer) => answer)
console.log(refused.status, refused.error.code)
`

test('a narrow answer, the doelen of the caller, and a refusal', async (t) => {
  const gateway = await withGateway(t)
  const printed = await runCustomer({ document: DOCUMENT, program, baseUrl: gateway.url, headers })
  assert.deepEqual(printed.trimEnd().split('\n'), [
    '03000001 KLAVERSTEEN 03',
    'false weggelaten',
    'true',
    'smal smal',
    '403 partijtype-buiten-doel',
  ])
})

test('who takes a property for granted is told by the compiler', async () => {
  const careless = program.replace('Achternaam?.', 'Achternaam.')
  await assert.rejects(
    runCustomer({ document: DOCUMENT, program: careless, baseUrl: 'http://127.0.0.1:9', headers }),
    /possibly 'undefined'/,
  )
})
