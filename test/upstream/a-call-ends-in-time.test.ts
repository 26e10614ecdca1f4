// One time-out bounds the whole call, from connecting to the last byte: also of a server that keeps sending.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { clientOf, PAD } from './parts.ts'

/** Enough for the headers to come on a busy machine, short enough to wait out. */
const TIMEOUT_MS = 1000
const LATE = { kind: 'failed', reason: 'timeout' }

test('a server that never answers', async (t) => {
  const sandbox = await withSandbox(t)
  sandbox.control.fault({ kind: 'silent' })
  const begin = performance.now()
  assert.deepEqual(await clientOf(t, sandbox, { timeoutMs: TIMEOUT_MS })(PAD), LATE)
  const took = performance.now() - begin
  assert.ok(took >= TIMEOUT_MS - 10 && took < TIMEOUT_MS + 10_000, `${took} ms`)
})

test('a server that answers and then sends a byte now and again', async (t) => {
  const sandbox = await withSandbox(t)
  const { cert, key } = sandbox.authority.server()
  const server = createServer({ cert, key }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    // Every byte comes well within the time-out of a single read: only one for the whole can end this.
    const dripping = setInterval(() => response.write(' '), TIMEOUT_MS / 10)
    response.once('close', () => clearInterval(dripping))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  let answered = false
  const onAnswer = () => void (answered = true)
  const call = clientOf(t, sandbox, { timeoutMs: TIMEOUT_MS, origin })
  assert.deepEqual(await call(PAD, { onAnswer }), LATE)
  assert.ok(answered)
})
