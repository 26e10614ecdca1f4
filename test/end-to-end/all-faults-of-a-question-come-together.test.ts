// A question that is not right is answered here: every fault at once, by the parameter's own name, never by its value.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { problemIn, problemOf } from './support/problem.ts'
import { sendFields } from './support/wire.ts'

const KEY = 'Authorization: Bearer sleutel-alles'
const LONG = '7'.repeat(3000)

/** Path, and the parameters that are wrong in it with their place. */
const WRONG: Array<[string, string[]]> = [
  ['/v2/zorgverleners/0300001', ['path agbcode']],
  ['/v2/zorgverleners/030000011', ['path agbcode']],
  ['/v2/zorgverleners/0300000x', ['path agbcode']],
  ['/v2/zorgverleners/%30300000', ['path agbcode']],
  ['/v2/zorgverleners/03000001%2F', ['path agbcode']],
  ['/v2/zorgverleners/03000001%0A', ['path agbcode']],
  ['/v2/zorgverleners/%D9%A0%D9%A33000001', ['path agbcode']],
  ['/v2/zorgverleners//relaties', ['path agbcode']],
  [`/v2/zorgverleners/${LONG}`, ['path agbcode']],
  ['/v2/zorgverleners/03000001/2026-02-30', ['path peildatum']],
  ['/v2/zorgverleners/03000001/20260230', ['path peildatum']],
  ['/v2/zorgverleners/03000001/2025-02-29', ['path peildatum']],
  ['/v2/zorgverleners/03000001/2026-13-01', ['path peildatum']],
  ['/v2/zorgverleners/03000001/2026-1-1', ['path peildatum']],
  ['/v2/zorgverleners/03000001/202601-01', ['path peildatum']],
  ['/v2/zorgverleners/03000001/01-01-2026', ['path peildatum']],
  ['/v2/zorgverleners/03000001/2026-01-01T00:00:00Z', ['path peildatum']],
  ['/v2/zorgverleners/0x/relaties/2026-02-30', ['path agbcode', 'path peildatum']],
  ['/v2/zorgpartijen/mutaties/2026-02-30T10:00:00Z', ['path vanaf']],
  ['/v2/zorgpartijen/mutaties/2026-02-03T10:00:00', ['path vanaf']],
  ['/v2/zorgpartijen/mutaties/2026-02-03T24:00:00Z', ['path vanaf']],
  ['/v2/zorgpartijen/mutaties/gisteren', ['path vanaf']],
  ['/v2/zorgpartijen/mutaties/3/gisteren', ['path zorgsoort', 'path vanaf']],
  ['/v2/zorgpartijen', ['query paginanummer', 'query aantal']],
  ['/v2/zorgpartijen?paginanummer=1', ['query aantal']],
  ['/v2/zorgpartijen?paginanummer=0&aantal=-5', ['query paginanummer', 'query aantal']],
  ['/v2/zorgpartijen?paginanummer=1&paginanummer=1&aantal=5', ['query paginanummer']],
  ['/v2/zorgpartijen?paginanummer=1.5&aantal=1e3', ['query paginanummer', 'query aantal']],
  ['/v2/zorgpartijen?paginanummer=2147483648&aantal=99999999999', ['query paginanummer', 'query aantal']],
  ['/v2/zorgpartijen?paginanummer=&aantal=+5', ['query paginanummer', 'query aantal']],
  ['/v2/zorgpartijen?Paginanummer=1&aantal=5', ['query paginanummer']],
  ['/v2/zorgpartijen/3?aantal=5', ['path zorgsoort', 'query paginanummer']],
  ['/v2/test/zeven', ['path number']],
  ['/v2/test/2147483648', ['path number']],
]

test('questions that are not right', async (t) => {
  const { ask, url, sandbox, audit } = await withGateway(t)

  for (const [path, wrong] of WRONG)
    await t.test(path.slice(0, 80), async () => {
      const before = audit().length
      const response = await ask(path)
      const body = await response.clone().text()
      const problem = await problemOf(response, 400, 'ongeldige-vraag')
      assert.deepEqual(problem.errors?.map((error) => `${error.in} ${error.location.name}`).sort(), [...wrong].sort())
      for (const value of decodeURIComponent(path)
        .split(/[/?&=]/)
        .filter((word) => /\d{5}|0x|gisteren/.test(word)))
        assert.ok(!body.includes(value), 'a value came back')
      assert.deepEqual(
        audit()
          .slice(before)
          .map(({ reden }) => reden),
        ['ongeldige-vraag'],
      )
    })

  await t.test('headers count too, together with the rest', async () => {
    const fields = [KEY, `X-Gebruiker: ${'a'.repeat(129)}`, 'X-Doelbinding: Alles']
    const problem = problemIn(await sendFields(url, 'GET /v2/zorgverleners/1', fields), 400, 'ongeldige-vraag')
    const names = problem.errors?.map((error) => `${error.in} ${error.location.name}`)
    assert.deepEqual(names?.sort(), ['header X-Doelbinding', 'header X-Gebruiker', 'path agbcode'])
  })

  await t.test('an end user of 128 characters is taken, one that cannot be printed is not', async () => {
    const status = async (value: string) =>
      (await sendFields(url, 'GET /v2/landen', [KEY, `X-Gebruiker: ${value}`])).status
    assert.deepEqual([await status('u'.repeat(128)), await status('u'.repeat(129))], [200, 400])
    assert.deepEqual([await status('jan\tjansen'), await status('jan\x85jansen'), await status('')], [400, 400, 400])
    assert.equal((await sendFields(url, 'GET /gateway/v1/doelbinding', [KEY, 'X-Gebruiker:'])).status, 400)
  })

  await t.test('a path that cannot be decoded, or of which a part is absurdly long', async () => {
    for (const path of [
      '/v2/zorgverleners/%zz',
      '/v2/zorgverleners/%E0%A4%A',
      `/v2/zorgverleners/${'7'.repeat(5000)}`,
    ]) {
      const before = audit().length
      problemIn(await sendFields(url, `GET ${path}`, [KEY]), 400, 'ongeldige-vraag')
      assert.equal(audit().length, before + 1)
      problemIn(await sendFields(url, `GET ${path}`, []), 401)
    }
  })

  await t.test('none of it reached Vektis but the code list', () => {
    assert.deepEqual([...new Set(sandbox.control.calls().map(({ path }) => path))], ['/v2/landen'])
  })
})
