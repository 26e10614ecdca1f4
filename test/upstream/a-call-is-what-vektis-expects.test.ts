// What goes over the wire: HTTP/1.1, the exact Authorization value, JSON asked for, connections few and kept alive.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createSecureServer, type Http2ServerRequest } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { withSandbox } from '../support/sandbox.ts'
import { callerOf, PAD } from './parts.ts'

/** A server that also speaks HTTP/2 and remembers how it was asked. */
async function openServer(sandbox: Awaited<ReturnType<typeof withSandbox>>) {
  const asked: Array<Pick<Http2ServerRequest, 'httpVersion' | 'url' | 'headers'>> = []
  const connections = new Set<unknown>()
  const { cert, key } = sandbox.authority.server()
  const server = createSecureServer({ cert, key, allowHTTP1: true }, (request, response) => {
    asked.push(request)
    connections.add(request.socket.remotePort)
    response.setHeader('content-type', 'application/json')
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, asked, connections, origin: `https://localhost:${(server.address() as AddressInfo).port}` }
}

test('HTTP/1.1 also where HTTP/2 is to be had, with the token to the letter, below the base path', async (t) => {
  const sandbox = await withSandbox(t)
  const { server, asked, origin } = await openServer(sandbox)
  t.after(() => server.close())
  const authorization = 'Vektis  a b:c== '
  const call = callerOf(t, sandbox, { origin: `${origin}/agb/`, authorization: authorization.trim() })
  assert.equal((await call(`${PAD}?x=1`)).kind, 'record')
  const [{ httpVersion, url, headers } = assert.fail('nobody asked')] = asked
  assert.equal(httpVersion, '1.1')
  assert.equal(url, `/agb${PAD}?x=1`)
  assert.equal(headers.authorization, authorization.trim())
  assert.equal(headers.accept, 'application/json')
  assert.deepEqual(Object.keys(headers).sort(), ['accept', 'authorization', 'connection', 'host'])
})

test('calls one after another share a connection', async (t) => {
  const sandbox = await withSandbox(t)
  const { server, connections, origin } = await openServer(sandbox)
  t.after(() => server.close())
  const call = callerOf(t, sandbox, { origin, connections: 1 })
  for (let calls = 0; calls < 5; calls += 1) await call(PAD)
  assert.equal(connections.size, 1)
})

test('no more calls are open at once than there are connections', async (t) => {
  const sandbox = await withSandbox(t)
  const hold = sandbox.control.hold(PAD)
  const call = callerOf(t, sandbox, { connections: 3 })
  const outcomes = Array.from({ length: 7 }, () => call(PAD))
  await hold.arrived(3)
  // A fourth would have come with the three: the sandbox takes whatever stands at its door in one turn.
  await sandbox.get('/v2/test/1').catch(() => undefined)
  assert.equal(sandbox.control.calls(PAD).length, 3)
  hold.release()
  assert.ok((await Promise.all(outcomes)).every(({ kind }) => kind === 'record'))
})
