// What is wrong with a question of the FG: all of it at once, by place in the body, and never what stands there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemOf } from '../end-to-end/support/problem.ts'
import { withGateway } from '../support/gateway.ts'
import { askFg, documents, questions } from './fg-parts.ts'

type Fault = { in: string; location: { pointer?: string }; detail: string }

test('every fault of a body, each at its place', async (t) => {
  const gateway = await withGateway(t)
  const bodies: Array<[string, string, string[]]> = [
    ['inzage', '{}', ['/agbcode']],
    [
      'inzage',
      '{"agbcode":"0300001","van":"2026-02-30","tot":7,"intern":"ja","03000001":1,"rijen":2}',
      ['', '/rijen', '/agbcode', '/van', '/tot', '/intern'],
    ],
    ['inzage', '{"agbcode":3000001}', ['/agbcode']],
    ['bulkgebruik', '{"rijen":0}', ['/rijen']],
    ['bulkgebruik', '{"rijen":1001}', ['/rijen']],
    ['bulkgebruik', '{"rijen":1.5}', ['/rijen']],
    ['datalek', '{"afnemer":"Een Afnemer"}', ['/afnemer']],
    ['datalek', '{"agbcode":"03000001"}', ['/agbcode']],
    ['gebruik', '{"van":"2026-11-02","tot":"2026-11-01"}', ['/van']],
    ['gebruik', '{"van":"2026-10-01T00:00:00Z","tot":"2026-11-01T01:00:01Z"}', ['/van']],
    ['weigeringen', '[]', ['']],
    ['weigeringen', 'null', ['']],
    ['weigeringen', '"03000001"', ['']],
    ['weigeringen', '{"van":', ['']],
  ]
  for (const [question, body, pointers] of bodies) {
    const { errors } = await problemOf(await askFg(gateway, question, { body }), 400, 'ongeldige-vraag')
    const faults = (errors ?? []) as unknown as Fault[]
    assert.deepEqual(faults.map((fault) => String(fault.location.pointer)).sort(), pointers.sort(), body)
    for (const fault of faults) assert.ok(fault.in === 'body' && fault.detail.length > 5)
    assert.doesNotMatch(JSON.stringify(faults), /0300001|03000001|2026-02-30|Een Afnemer/)
    assert.equal(gateway.audit().at(-1)?.['status'], 400)
  }
  assert.equal(gateway.audit().length, bodies.length)
})

test('31 days of the calendar are allowed, also when the clock goes back, and no body is the last 31', async (t) => {
  const gateway = await withGateway(t)
  for (const body of [
    '{"van":"2026-10-01","tot":"2026-10-31"}',
    '{"van":"2026-10-05T00:00:00Z","tot":"2026-11-05T01:00:00Z"}',
    '{}',
  ])
    assert.equal((await askFg(gateway, 'gebruik', { body })).status, 200, body)
  const none = await fetch(`${gateway.url}/gateway/v1/fg/gebruik`, {
    method: 'POST',
    headers: { authorization: 'Bearer sleutel-leeg' },
  })
  assert.equal(none.status, 200)
  const { van, tot } = (await none.json()) as { van: string; tot: string }
  assert.equal(Date.parse(tot) - Date.parse(van), 31 * 86_400_000)
})

test('a body that is too large, of another type or method is refused with a line', async (t) => {
  const gateway = await withGateway(t)
  const fits = `{"agbcode":"03000001"}${' '.repeat(16 * 1024 - 22)}`
  assert.equal((await askFg(gateway, 'inzage', { body: fits })).status, 200)
  await problemOf(await askFg(gateway, 'inzage', { body: `${fits} ` }), 413, 'te-groot')
  for (const type of ['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded'])
    await problemOf(await askFg(gateway, 'inzage', { type }), 415, 'mediatype-onbekend')
  assert.equal((await askFg(gateway, 'inzage', { type: 'application/json; charset=utf-8' })).status, 200)
  for (const question of questions) {
    const answer = await gateway.ask(`/gateway/v1/fg/${question}`, { key: 'sleutel-leeg' })
    assert.equal(answer.headers.get('allow'), 'POST')
    await problemOf(answer, 405, 'methode-niet-toegestaan')
  }
  for (const document of documents) {
    const answer = await askFg(gateway, document)
    assert.equal(answer.headers.get('allow'), 'GET, HEAD')
    await problemOf(answer, 405, 'methode-niet-toegestaan')
  }
  assert.deepEqual(
    gateway.audit().map(({ status }) => status),
    [200, 413, 415, 415, 415, 200, ...[...questions, ...documents].map(() => 405)],
  )
})
