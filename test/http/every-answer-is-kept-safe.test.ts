// Headers that every answer carries: what browsers must not do, who asked it, and over TLS that it stays TLS.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createAuthority } from '../../src/sandbox/certificates.ts'
import { sendFields, type WireTls } from '../end-to-end/support/wire.ts'
import { withGateway } from '../support/gateway.ts'

const KEY = 'Authorization: Bearer sleutel-alles'

/** One of each way in which an answer comes about, with its status. */
const ANSWERS: Array<[string, string[], number]> = [
  ['GET /v2/zorgverleners/03000001', [KEY], 200],
  ['GET /v2/zorgverleners/03000001', [KEY, 'If-None-Match: *'], 304],
  ['HEAD /v2/zorgverleners/03000001', [KEY], 200],
  ['GET /v2/zorgverleners/99999999', [KEY], 404],
  ['GET /v2/zorgverleners/1', [KEY], 400],
  ['GET /v2/zorgverleners/%zz', [KEY], 400],
  ['GET /v2/zorgverleners/03000001', [], 401],
  ['GET /v2/zorgverleners/03000001', [KEY, 'X-Doelbinding: vreemd'], 403],
  ['POST /v2/landen', [KEY], 405],
  ['GET /v2/landen', [KEY, 'Accept: text/html'], 406],
  ['GET /v2/landen/', [KEY], 404],
  ['GET /gateway/v1/doelbinding', [KEY], 200],
  ['GET /gateway/v1/doelbinding', [], 401],
  ['GET /gateway/v1/niets', [KEY], 404],
  ['POST /gateway/v1/doelbinding', [KEY], 405],
  ['GET /gateway/v1/%zz', [KEY], 400],
  ['GET /docs', [], 200],
  ['GET /docs/static/swagger-ui.css', [], 200],
  ['GET /openapi.json', [], 200],
  ['GET /openapi.yaml', [], 200],
]

for (const secure of [false, true])
  test(`headers of every answer, ${secure ? 'over TLS' : 'without TLS'}`, async (t) => {
    const authority = createAuthority()
    const { cert, key } = authority.server()
    const options = {
      files: { 'tls-cert': cert, 'tls-key': key },
      env: { TLS_CERT_FILE: 'tls-cert', TLS_KEY_FILE: 'tls-key' },
    }
    const { url } = await withGateway(t, secure ? options : {})
    const tls: { tls?: WireTls } = secure ? { tls: { ca: authority.caPem } } : {}

    for (const [line, fields, status] of ANSWERS)
      await t.test(`${line} ${status}`, async () => {
        const { headers, status: given } = await sendFields(url, line, [...fields, 'X-Request-Id: mijn-nummer.1'], tls)
        assert.equal(given, status)
        assert.equal(headers.get('x-content-type-options'), 'nosniff')
        assert.equal(headers.get('x-frame-options'), 'DENY')
        assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
        assert.equal(headers.get('strict-transport-security'), secure ? 'max-age=31536000' : undefined)
        assert.equal(headers.get('x-request-id'), 'mijn-nummer.1')
        assert.equal(headers.get('api-version'), line.includes('/gateway/v1') ? '0.1.0' : undefined)
        if (status >= 400) assert.equal(headers.get('cache-control'), 'no-store')
        assert.equal(headers.get('server') ?? headers.get('x-powered-by'), undefined)
        if (line.includes('openapi')) assert.equal(headers.get('access-control-allow-origin'), '*')
        else assert.equal(headers.get('access-control-allow-origin'), undefined)
      })
  })

test('a request id is taken over when it is well-formed, else made', async (t) => {
  const { url, audit } = await withGateway(t)
  const idFor = async (...given: string[]) => {
    const fields = given.map((value) => `X-Request-Id: ${value}`)
    const { headers } = await sendFields(url, 'GET /v2/landen', [KEY, ...fields])
    assert.equal(audit().at(-1)?.verzoekId, headers.get('x-request-id'))
    return headers.get('x-request-id') ?? ''
  }
  for (const good of ['a'.repeat(8), 'A.b_c-0123', 'z'.repeat(64)]) assert.equal(await idFor(good), good)
  const made = [
    await idFor(),
    await idFor('zeven77'),
    await idFor('a'.repeat(65)),
    await idFor('met spatie'),
    await idFor('"aangehaald"'),
    await idFor('twee-keer-1', 'twee-keer-2'),
  ]
  for (const id of made) assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.equal(new Set(made).size, made.length)
})
