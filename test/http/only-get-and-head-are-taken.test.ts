// Nothing can be written here: every other method is 405 with Allow, whatever comes with it, and is accounted for.

import assert from 'node:assert/strict'
import test from 'node:test'
import { problemIn } from '../end-to-end/support/problem.ts'
import { sendFields } from '../end-to-end/support/wire.ts'
import { withGateway } from '../support/gateway.ts'

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'LOCK', 'SEARCH', 'QUERY']
const KEY = 'Authorization: Bearer sleutel-alles'
const PATHS = ['/v2/zorgverleners/03000001', '/v2/zorgpartijen', '/v2/landen', '/v2/test/7', '/gateway/v1/doelbinding']

test('other methods', async (t) => {
  const { url, audit, sandbox } = await withGateway(t)

  for (const method of METHODS)
    await t.test(method, async () => {
      for (const path of PATHS) {
        const before = audit().length
        const answer = await sendFields(url, `${method} ${path}`, [KEY])
        problemIn(answer, 405, 'methode-niet-toegestaan')
        assert.equal(answer.headers.get('allow'), 'GET, HEAD')
        assert.deepEqual(
          audit()
            .slice(before)
            .map(({ status }) => status),
          [405],
        )
      }
      problemIn(await sendFields(url, `${method} ${PATHS[0]}`, []), 401)
      const docs = await sendFields(url, `${method} /openapi.json`, [])
      problemIn(docs, 405)
      problemIn(await sendFields(url, `${method} /v2/bestaat-niet`, [KEY]), 404, 'onbekend-pad')
    })

  const bodies: Array<[string, string[], string, number]> = [
    ['a body of JSON', ['Content-Type: application/json', 'Content-Length: 2'], '{}', 405],
    ['a body of broken JSON', ['Content-Type: application/json', 'Content-Length: 1'], '{', 405],
    ['a media type that is none', ['Content-Type: ;;;', 'Content-Length: 2'], '{}', 405],
    ['a body without a media type', ['Content-Length: 2'], '{}', 405],
    ['a body in chunks', ['Content-Type: text/plain', 'Transfer-Encoding: chunked'], '1\r\na\r\n0\r\n\r\n', 405],
    ['64 KiB', ['Content-Length: 65536'], 'a'.repeat(65_536), 405],
    ['more than that', ['Content-Length: 65537'], 'a'.repeat(65_537), 413],
  ]
  for (const [name, fields, body, status] of bodies)
    await t.test(name, async () => {
      const before = audit().length
      problemIn(await sendFields(url, 'POST /v2/landen', [KEY, ...fields], { body }), status)
      assert.deepEqual(
        audit()
          .slice(before)
          .map((line) => line.status),
        [status],
      )
      problemIn(await sendFields(url, 'POST /v2/landen', fields, { body }), 401)
    })

  await t.test('a path in another spelling is the same path', async () => {
    for (const target of ['http://ergens.example/v2/landen', '/%76%32/landen', '/v2/landen?a=b']) {
      problemIn(await sendFields(url, `POST ${target}`, [KEY]), 405)
      assert.equal((await sendFields(url, `GET ${target}`, [KEY])).status, 200)
    }
  })

  await t.test('a body with GET is passed over', async () => {
    const fields = [KEY, 'Content-Type: ;;;', 'Content-Length: 2']
    assert.equal((await sendFields(url, 'GET /v2/landen', fields, { body: '{}' })).status, 200)
  })

  assert.deepEqual(
    sandbox.control.calls().map(({ method, path }) => `${method} ${path}`),
    ['GET /v2/landen'],
  )
})
