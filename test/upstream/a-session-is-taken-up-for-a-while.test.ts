// A new line takes up the TLS session of an earlier one, but not for ever: certificates must be looked at again.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { SESSION_MS } from '../../src/upstream/connect.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, until } from './parts.ts'

/** Tells of each connection whether it took up a session. */
async function openServer(t: TestContext, { authority }: TestSandbox) {
  const resumed: boolean[] = []
  const server = createServer(authority.server(), (_, response) => response.writeHead(404).end())
  server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { resumed, server, origin: `https://localhost:${(server.address() as AddressInfo).port}` }
}

test('taken up until it is too old, however often it was', async (t) => {
  const sandbox = await withSandbox(t)
  const { resumed, server, origin } = await openServer(t, sandbox)
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, sandbox, { origin, clock })
  const callOnNewLine = async () => {
    assert.deepEqual(await (await open()).call(PAD), { kind: 'absent' })
    server.closeAllConnections()
    await until(() => stats().open === 0)
  }
  await callOnNewLine()
  await clock.advance(SESSION_MS / 2)
  await callOnNewLine()
  await clock.advance(SESSION_MS / 2 - 1)
  await callOnNewLine()
  await clock.advance(1)
  await callOnNewLine()
  await callOnNewLine()
  assert.deepEqual(resumed, [false, true, true, false, true])
})
