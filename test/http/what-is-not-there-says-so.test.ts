// Paths that do not exist, that ended upstream, and media types that cannot be had.

import assert from 'node:assert/strict'
import test from 'node:test'
import { problemOf } from '../end-to-end/support/problem.ts'
import { withGateway } from '../support/gateway.ts'

const WITHDRAWN = '/v2/adres/correspondentie/1234AB/1'

test('what is not there', async (t) => {
  const { ask, audit, sandbox } = await withGateway(t)

  await t.test('unknown paths, and known ones with a slash behind them', async () => {
    const paths = ['/', '/v2', '/v2/', '/v1/landen', '/V2/landen', '/v2/Landen', '//v2/landen', '/v2/landen/', '/docsx']
    for (const path of [...paths, '/v2/zorgverleners/03000001/', '/v2/zorgverleners/', '/v2/test/', '/openapi.json/'])
      await problemOf(await ask(path), 404, 'onbekend-pad')
    assert.deepEqual(audit(), [], 'none of it is a path of the mirror')
    await problemOf(await ask('/v2/landen/', { key: '' }), 404)
  })

  await t.test('under our own prefix that is accounted for, and asks for a key', async () => {
    for (const path of ['/gateway/v1', '/gateway/v1/', '/gateway/v1/doelbinding/', '/gateway/v1/onbekend']) {
      const before = audit().length
      const answer = await ask(path)
      assert.equal(answer.headers.get('api-version'), '0.1.0')
      await problemOf(answer, 404, 'onbekend-pad')
      assert.deepEqual(
        audit()
          .slice(before)
          .map(({ handeling, status }) => [handeling, status]),
        [['raadplegen-onbekend', 404]],
      )
      await problemOf(await ask(path, { key: '' }), 401)
    }
    assert.equal((await ask('/gateway/v10/doelbinding')).headers.get('api-version'), null)
  })

  await t.test('what Vektis withdrew is 410, by every method', async () => {
    for (const method of ['GET', 'POST']) await problemOf(await ask(WITHDRAWN, { method }), 410, 'vervallen')
    assert.equal((await ask(WITHDRAWN, { method: 'HEAD' })).status, 410)
    assert.equal(audit().at(-1)?.handeling, 'raadplegen-vervallen')
    await problemOf(await ask(WITHDRAWN, { key: '' }), 401)
  })

  await t.test('only JSON can be had', async () => {
    const status = async (accept: string, path = '/v2/landen') => (await ask(path, { headers: { accept } })).status
    for (const accept of ['application/json', '*/*', 'application/*', 'text/html, application/json;q=0.1'])
      assert.equal(await status(accept), 200, accept)
    for (const accept of ['text/html', 'application/xml', 'application/json;q=0', 'text/*'])
      for (const path of ['/v2/landen', '/gateway/v1/doelbinding'])
        assert.equal(await status(accept, path), 406, accept)
    const before = audit().length
    await problemOf(await ask('/v2/zorgverleners/1', { headers: { accept: 'text/html' } }), 406, 'niet-acceptabel')
    assert.deepEqual(
      audit()
        .slice(before)
        .map(({ reden }) => reden),
      ['niet-acceptabel'],
    )
    await problemOf(await ask('/v2/landen', { key: 'onbekend', headers: { accept: 'text/html' } }), 401)
  })

  assert.deepEqual([...new Set(sandbox.control.calls().map(({ path }) => path))], ['/v2/landen'])
})
