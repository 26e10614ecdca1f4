// What never becomes a request is answered in the form of every other fault, on the bare socket, over TLS too.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createAuthority } from '../../src/sandbox/certificates.ts'
import { problemIn } from '../end-to-end/support/problem.ts'
import { sendBytes } from '../end-to-end/support/wire.ts'
import { withGateway } from '../support/gateway.ts'

const MALFORMED: Record<string, [string, number, string]> = {
  'no request line': ['dit is geen HTTP\r\n\r\n', 400, 'ongeldig-http'],
  'a method that does not exist': ['HALEN /v2/landen HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'ongeldig-http'],
  'two lengths': [
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab',
    400,
    'ongeldig-http',
  ],
  'a length and chunks': [
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'ongeldig-http',
  ],
  'a header field folded open': ['GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n', 400, 'ongeldig-http'],
  'no Host': ['GET /v2/landen HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'ongeldig-http'],
  'fields too large': [`GET / HTTP/1.1\r\nHost: x\r\nX-Veel: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'kopvelden-te-groot'],
}

test('malformed HTTP', async (t) => {
  const authority = createAuthority()
  const { cert, key } = authority.server()
  const files = { 'tls-cert': cert, 'tls-key': key }
  const plain = await withGateway(t)
  const secure = await withGateway(t, { files, env: { TLS_CERT_FILE: 'tls-cert', TLS_KEY_FILE: 'tls-key' } })

  for (const [name, [bytes, status, code]] of Object.entries(MALFORMED))
    for (const { gateway, tls } of [
      { gateway: plain, tls: undefined },
      { gateway: secure, tls: { ca: authority.caPem } },
    ])
      await t.test(`${name}${tls ? ', over TLS' : ''}`, async () => {
        const answer = await sendBytes(gateway.url, bytes, tls)
        problemIn(answer, status, code)
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
        assert.equal(answer.headers.get('x-frame-options'), 'DENY')
        assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
        assert.equal(answer.headers.get('strict-transport-security'), tls && 'max-age=31536000')
        assert.deepEqual(gateway.audit(), [], 'nobody is known to have asked')
      })

  await t.test('an expectation that nobody knows is passed over', async () => {
    const key = 'Authorization: Bearer sleutel-alles\r\nConnection: close'
    const answer = await sendBytes(
      plain.url,
      `GET /v2/landen HTTP/1.1\r\nHost: x\r\nExpect: wonderen\r\n${key}\r\n\r\n`,
    )
    assert.equal(answer.status, 200)
  })

  await t.test('and the door still opens for who speaks HTTP', async () => {
    assert.equal((await plain.ask('/v2/landen')).status, 200)
  })
})
