// What goes wrong in the message of a known caller is accounted for as well, and is not answered beside its line.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'node:test'
import { problemIn } from '../end-to-end/support/problem.ts'
import { sendBytes } from '../end-to-end/support/wire.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const policy = policyOf({ alles: doel() }, { alles: afnemer('alles', ['alles'], { rollen: ['fg'] }) })

test('without a Host', async (t) => {
  const gateway = await withGateway(t, { policy })
  for (const path of ['/v2/zorgverleners/03000001', '/gateway/v1/doelbinding']) {
    const request = `GET ${path} HTTP/1.1\r\nX-API-Key: sleutel-alles\r\nConnection: close\r\n\r\n`
    problemIn(await sendBytes(gateway.url, request), 400, 'ongeldig-http')
  }
  const lines = gateway.audit()
  assert.deepEqual(
    lines.map(({ afnemer, status, reden }) => [afnemer, status, reden]),
    [
      ['alles', 400, 'ongeldig-http'],
      ['alles', 400, 'ongeldig-http'],
    ],
  )
})

test('with a body that breaks off in the middle of a chunk', async (t) => {
  const gateway = await withGateway(t, { policy })
  const { hostname, port } = new URL(gateway.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  const head = 'POST /gateway/v1/fg/inzage HTTP/1.1\r\nHost: x\r\nX-API-Key: sleutel-alles\r\n'
  socket.write(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"agb\r\nZZ\r\n`)
  assert.equal(await text(socket).catch(() => ''), '')
  // The line is written by the handler that heard of the break, which may be a moment after the connection went.
  while (gateway.audit().length === 0) await new Promise(setImmediate)
  assert.deepEqual(
    gateway.audit().map(({ handeling, status }) => [handeling, status]),
    [['fg-inzage', 400]],
  )
})
