// Every kind of answer that a gateway really gives fits what our document says for that path and status.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import type { Parameternaam } from '../../src/domain/parameters.ts'
import { withGateway } from '../support/gateway.ts'
import { createFaults } from '../support/openapi-ajv.ts'
import { follow } from '../support/openapi-document.ts'
import { readOwnDocument } from './own-document.ts'

const document = await readOwnDocument()
const faults = createFaults(document)

/** The schema of an answer, by the pattern of its path, its status and the media type that came. */
function schemaOf(pad: string, { status, headers }: Response) {
  const response = document.paths[pad]?.get.responses[status]
  assert.ok(response, `${pad} does not tell of ${status}`)
  const type = (headers.get('content-type') ?? '').split(';', 1)[0] ?? ''
  const content = follow(document, response).content
  const schema = content?.[type]?.schema
  assert.ok(schema, `${pad} ${status} does not tell of ${type}`)
  return schema
}

async function fits(pad: string, answer: Response): Promise<void> {
  assert.deepEqual(faults(schemaOf(pad, answer), await answer.json()), [], `${pad} ${answer.status}`)
}

const sinds = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const CODES: Record<string, string> = { zorgverlener: '03000001', onderneming: '06000001', vestiging: '71000001' }

function pathOf(pad: string, partijtype: string | undefined): string {
  const values: Record<Parameternaam, string> = {
    agbcode: CODES[partijtype ?? ''] ?? '',
    peildatum: sinds,
    vanaf: sinds,
    zorgsoort: '03',
    number: '12',
    paginanummer: '1',
    aantal: '5',
  }
  const path = pad.replace(/\{(\w+)\}/g, (_, naam: Parameternaam) => values[naam])
  return path.startsWith('/v2/zorgpartijen') && !path.includes('mutaties') ? `${path}?paginanummer=1&aantal=5` : path
}

test('every path, to who may see all and to who may not', async (t) => {
  const gateway = await withGateway(t)
  gateway.sandbox.control.mutate({ kind: 'touch', agbcode: '03000001' })
  const seen = new Set<number>()
  for (const { pad, partijtype } of catalogus) {
    const path = pathOf(pad, partijtype)
    const wide = await gateway.ask(path)
    assert.equal(wide.status, 200, path)
    await fits(pad, wide)
    for (const [key, doel] of [
      ['sleutel-smal', undefined],
      ['sleutel-dubbel', 'namen'],
      ['sleutel-leeg', undefined],
      ['sleutel-van-niemand', undefined],
    ] as const) {
      const narrow = await gateway.ask(path, { key, ...(doel && { doel }) })
      seen.add(narrow.status)
      await fits(pad, narrow)
    }
  }
  assert.deepEqual(
    [...seen].sort((one, other) => one - other),
    [200, 401, 403],
  )
})

test('every problem', async (t) => {
  const gateway = await withGateway(t)
  const pad = '/v2/zorgverleners/{agbcode}'
  const { control } = gateway.sandbox
  const seen: number[] = []
  const check = async (answer: Response) => {
    seen.push(answer.status)
    await fits(pad, answer)
  }
  await check(await gateway.ask('/v2/zorgverleners/123', { headers: { 'x-gebruiker': 'x'.repeat(200) } }))
  await check(await gateway.ask('/v2/zorgverleners/99999999'))
  await check(await gateway.ask('/v2/zorgverleners/03000001', { method: 'POST' }))
  await check(await gateway.ask('/v2/zorgverleners/03000001', { headers: { accept: 'application/xml' } }))
  await check(await gateway.ask('/v2/zorgverleners/03000001', { headers: { 'x-lang': 'x'.repeat(20_000) } }))
  // Each of its own: a failure is remembered for a while, and after a 429 nothing is asked for a second.
  control.fault({ kind: 'status-500', path: '/v2/zorgverleners/03000001' })
  await check(await gateway.ask('/v2/zorgverleners/03000001'))
  const hold = control.hold('/v2/zorgverleners/01000001')
  await check(await gateway.ask('/v2/zorgverleners/01000001', { headers: { prefer: 'wait=1' } }))
  hold.release()
  control.fault({ kind: 'status-429' })
  await check(await gateway.ask('/v2/zorgverleners/99999998'))
  assert.deepEqual(seen, [400, 404, 405, 406, 431, 502, 504, 503])
})

test('what falls outside the document does not fit', () => {
  const schema = { $ref: '#/components/schemas/Zorgverlener' }
  assert.deepEqual(faults(schema, {}), [])
  assert.notDeepEqual(faults(schema, { Onbekend: 1 }), [])
  assert.notDeepEqual(faults(schema, { AGBCode: 3000001 }), [])
})

test('/gateway/v1/doelbinding, for each caller', async (t) => {
  const gateway = await withGateway(t)
  for (const key of ['sleutel-alles', 'sleutel-smal', 'sleutel-dubbel', 'sleutel-leeg', 'sleutel-van-niemand'])
    await fits('/gateway/v1/doelbinding', await gateway.ask('/gateway/v1/doelbinding', { key }))
})
