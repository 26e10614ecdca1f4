// What is checked in, what the routes make and what a gateway serves are one document; anyone from anywhere may read it.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ownDocument } from '../../src/cli/openapi.ts'
import { withGateway } from '../support/gateway.ts'
import { OWN_DOCUMENT } from './own-document.ts'

const checkedIn = await readFile(OWN_DOCUMENT, 'utf8')

test('openapi/agb-gateway.yaml is what the routes give', async () => {
  assert.ok(
    (await ownDocument()) === checkedIn,
    'the routes say something else: run npm run openapi and look at the diff',
  )
})

test('it is served as it is, as JSON and as YAML, without a key', async (t) => {
  const gateway = await withGateway(t)
  const { servers: _, ...document } = parse(checkedIn) as Record<string, unknown>
  for (const [path, type, read] of [
    ['/openapi.json', 'application/json', (text: string): unknown => JSON.parse(text)],
    ['/openapi.yaml', 'application/yaml', (text: string): unknown => parse(text)],
  ] as const) {
    const answer = await fetch(`${gateway.url}${path}`, { headers: { origin: 'https://elders.example' } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type') ?? '', new RegExp(`^${type}\\b`))
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    const { servers, ...served } = read(await answer.text()) as Record<string, unknown>
    assert.deepEqual(served, document)
    assert.ok(Array.isArray(servers) && servers.length > 0)
  }
  assert.deepEqual(gateway.audit(), [])
  assert.equal((await fetch(`${gateway.url}/docs`)).status, 200)
})

test('an answer with data is not for pages from anywhere', async (t) => {
  const gateway = await withGateway(t)
  const answer = await gateway.ask('/v2/zorgverleners/03000001', { headers: { origin: 'https://elders.example' } })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
})
