// Who makes a call says when it is over, from the first byte to the last: also of a server that keeps sending.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { callerOf, PAD, tooLate } from './parts.ts'

const LATE = { kind: 'failed', reason: 'timeout' }

test('a server that never answers', async (t) => {
  const sandbox = await withSandbox(t)
  sandbox.control.fault({ kind: 'silent' })
  const cut = new AbortController()
  const outcome = callerOf(t, sandbox)(PAD, { signal: cut.signal })
  await sandbox.control.arrived(PAD)
  cut.abort(tooLate())
  assert.deepEqual(await outcome, LATE)
})

test('a server that answers and then sends a byte now and again', async (t) => {
  const sandbox = await withSandbox(t)
  const { cert, key } = sandbox.authority.server()
  const server = createServer({ cert, key }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write(' ')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const asked = once(server, 'request')
  const answered = Promise.withResolvers<void>()
  const cut = new AbortController()
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  const outcome = callerOf(t, sandbox, { origin })(PAD, { signal: cut.signal, onAnswer: answered.resolve })
  const [, response] = (await asked) as [unknown, ServerResponse]
  await answered.promise
  response.write(' ')
  cut.abort(tooLate())
  assert.deepEqual(await outcome, LATE)
  if (!response.destroyed) await once(response, 'close')
})
