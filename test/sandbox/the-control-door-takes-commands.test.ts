// The plain-HTTP door: commands as JSON, questions as GET, and nothing for who is not of this machine.

import assert from 'node:assert/strict'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import test, { type TestContext } from 'node:test'
import { startControlDoor } from '../../src/sandbox/control-door.ts'
import { withSandbox } from '../support/sandbox.ts'

async function open(t: TestContext) {
  const sandbox = await withSandbox(t)
  const door = await startControlDoor({ control: sandbox.control })
  t.after(door.close)
  const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Record<string, unknown> }>()
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const outgoing = request(door.url + path, { method, headers: { ...type, ...headers } }, (incoming) => {
      const answer = text(incoming).then((raw) => JSON.parse(raw) as Record<string, unknown>)
      answer.then((parsed) => resolve({ status: incoming.statusCode ?? 0, body: parsed }), reject)
    })
    outgoing.once('error', reject).end(body)
    return promise
  }
  return { ...sandbox, door, ask }
}

test('the control door takes commands', async (t) => {
  const { ask, get } = await open(t)
  const change = { kind: 'change', agbcode: '03000001', set: { Achternaam: 'NIEUWNAAM' } }
  assert.deepEqual(await ask('POST', '/mutate', JSON.stringify(change)), { status: 200, body: { codes: ['03000001'] } })
  assert.match((await get('/v2/zorgverleners/03000001')).text, /NIEUWNAAM/)

  assert.equal((await ask('POST', '/fault', '{"kind":"status-500","path":"/v2/landen"}')).status, 200)
  assert.equal((await get('/v2/landen')).status, 500)
  assert.equal((await get('/v2/doelen')).status, 200)

  const { body } = await ask('GET', '/calls')
  assert.deepEqual([body['total'], body['byStatus'], body['refused']], [3, { '200': 2, '500': 1 }, 0])
  assert.equal((await ask('POST', '/clear', '{}')).status, 200)
  assert.equal((await get('/v2/landen')).status, 200)
  assert.equal((await ask('GET', '/calls')).body['total'], 1)

  const sample = (await ask('GET', '/register/sample')).body as Record<string, Record<string, string[]>>
  assert.ok(sample['zorgverlener']?.['beeindigd']?.every((code) => /^\d{8}$/.test(code)))
})

test('settings say when to come back, and how slow the answers are', async (t) => {
  const { ask, control } = await open(t)
  await ask('POST', '/settings', '{"retryAfter":3,"latencyMs":20}')
  assert.deepEqual(control.settings, { latency: { ms: 20, jitterMs: 0 }, retryAfter: 3 })
  await ask('POST', '/settings', '{}')
  assert.deepEqual(control.settings, { latency: { ms: 0, jitterMs: 0 }, retryAfter: undefined })
})

test('a wrong command is 400, or 404 when there is no such one', async (t) => {
  const { ask } = await open(t)
  const wrong = [
    '{',
    '[]',
    '{"kind":"status-418"}',
    '{"kind":"slow","path":7}',
    '{"kind":"slow","times":"x"}',
    '{"kind":"slow","pattern":"("}',
  ]
  for (const body of wrong) assert.equal((await ask('POST', '/fault', body)).status, 400, body)
  for (const body of [
    '{}',
    '{"kind":"touch"}',
    '{"kind":"change","agbcode":"03000001"}',
    '{"kind":"touch","agbcode":"03000001","x":1}',
    '{"kind":"end","agbcode":"03000001","einde":"2026-02-30"}',
  ]) {
    assert.equal((await ask('POST', '/mutate', body)).status, 400, body)
  }
  assert.equal((await ask('GET', '/mutate')).status, 404)
})

test('a page in a browser gets nothing', async (t) => {
  const { ask, door } = await open(t)
  assert.match(door.url, /^http:\/\/127\.0\.0\.1:/)
  assert.equal((await ask('GET', '/calls', undefined, { host: 'kwaad.example' })).status, 403)
  assert.equal((await ask('POST', '/clear', '{}', { 'content-type': 'text/plain' })).status, 403)
})
