// An answer is read so far that its line can be used again, and no further; what its status says holds without its body.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, until } from './parts.ts'

/** Lines to a server that answers as told. */
async function linesTo(t: TestContext, answer: RequestListener) {
  const sandbox = await withSandbox(t)
  const server = createServer(sandbox.authority.server(), answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return linesOf(t, sandbox, { origin: `https://localhost:${(server.address() as AddressInfo).port}` })
}

const JSON_TYPE = { 'content-type': 'application/json' }

test('a byte order mark is no part of a document', async (t) => {
  const { open } = await linesTo(t, (_, response) => response.writeHead(200, JSON_TYPE).end('\uFEFF{"Naam":"Zuster"}'))
  assert.deepEqual(await (await open()).call(PAD), { kind: 'record', document: { Naam: 'Zuster' } })
})

test('a character may come in two pieces', async (t) => {
  const { open } = await linesTo(t, (_, response) => {
    const bytes = Buffer.from('["é"]')
    response.writeHead(200, JSON_TYPE).write(bytes.subarray(0, 3))
    setImmediate(() => response.end(bytes.subarray(3)))
  })
  assert.deepEqual(await (await open()).call(PAD), { kind: 'record', document: ['é'] })
})

test('word before the answer is not the answer', async (t) => {
  const { open } = await linesTo(t, (_, response) => {
    response.writeProcessing()
    response.writeEarlyHints({ link: '</x>; rel=preload' })
    response.writeHead(404).end()
  })
  let answers = 0
  assert.deepEqual(await (await open()).call(PAD, { onAnswer: () => (answers += 1) }), { kind: 'absent' })
  assert.equal(answers, 1)
})

test('a short refusal keeps its line', async (t) => {
  const { open, stats } = await linesTo(t, (_, response) => response.writeHead(503).end('x'.repeat(64 * 1024)))
  assert.deepEqual(await (await open()).call(PAD), { kind: 'failed', reason: 'status', status: 503 })
  assert.equal(stats().idle, 1)
})

test('a refusal without end costs its line', async (t) => {
  const { open, stats } = await linesTo(t, (_, response) => {
    response.writeHead(429).write('x'.repeat(64 * 1024 + 1))
  })
  assert.deepEqual(await (await open()).call(PAD), { kind: 'limited' })
  assert.equal(stats().idle, 0)
  await until(() => stats().open === 0)
})

test('a refusal that breaks off is a refusal', async (t) => {
  const { open } = await linesTo(t, (_, response) => {
    response.writeHead(429, { 'retry-after': '3', 'content-length': '9' }).flushHeaders()
    setImmediate(() => response.destroy())
  })
  assert.deepEqual(await (await open()).call(PAD), { kind: 'limited', retryAfterSeconds: 3 })
})

test('a document that breaks off is none', async (t) => {
  const { open } = await linesTo(t, (_, response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '9' }).write('{}')
    setImmediate(() => response.destroy())
  })
  assert.deepEqual(await (await open()).call(PAD), { kind: 'failed', reason: 'reset' })
})

test('an answer that is the last of its connection is not followed by a call', async (t) => {
  const { open, stats } = await linesTo(t, (_, response) => {
    response.writeHead(200, { ...JSON_TYPE, connection: 'close' }).end('{}')
  })
  for (let calls = 0; calls < 3; calls += 1) {
    assert.equal((await (await open()).call(PAD)).kind, 'record')
    assert.equal(stats().idle, 0)
  }
})
