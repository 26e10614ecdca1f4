// What is filled in wrongly is refused as Vektis does: a status and a Dutch text, as a JSON string.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

const cases: Array<[string, number, string]> = [
  ['/v2/zorgverleners/3000001', 400, 'Ongeldige invoer AGB-code'],
  ['/v2/zorgverleners/0300000a', 400, 'Ongeldige invoer AGB-code'],
  ['/v2/zorgverleners/99999999', 404, 'AGB-code niet gevonden'],
  ['/v2/zorgverleners/03000001/2026-02-30', 400, 'Ongeldige peildatum'],
  ['/v2/zorgverleners/03000001/20260228', 400, 'Ongeldige peildatum'],
  ['/v2/zorgverleners/03000001/relaties/morgen', 400, 'Ongeldige peildatum'],
  ['/v2/zorgpartijen/mutaties/2026-10-21', 400, 'Ongeldige peildatum'],
  ['/v2/zorgpartijen/mutaties/2026-11-23', 400, 'Ongeldige peildatum'],
  ['/v2/zorgpartijen/mutaties/3/2026-11-22', 400, 'Ongeldige peildatum of zorgsoort'],
  ['/v2/zorgpartijen/mutaties/03/gisteren', 400, 'Ongeldige peildatum of zorgsoort'],
  ['/v2/zorgpartijen', 400, 'Ongeldige invoer paginanummer of aantal'],
  ['/v2/zorgpartijen?paginanummer=0&aantal=10', 400, 'Ongeldige invoer paginanummer of aantal'],
  ['/v2/zorgpartijen/3?paginanummer=1&aantal=10', 400, 'Ongeldige peildatum of zorgsoort'],
  ['/v2/test/een', 400, 'Ongeldige invoer getal'],
  ['/v2/adres/correspondentie/x/1', 400, 'Ongeldige invoer postcode, Ongeldige invoer huisnummer'],
  ['/v2/adres/correspondentie/0000AA/1', 404, 'Adres niet gevonden'],
  ['/v2/landen/', 404, 'Methode niet gevonden'],
  ['/v2/%zz', 404, 'Methode niet gevonden'],
  ['/v1/landen', 404, 'Methode niet gevonden'],
]

test('refusals are plain texts', async (t) => {
  const { get } = await withSandbox(t, { clock: createFakeClock(Date.parse('2026-11-22T12:00:00Z')) })
  for (const [path, status, text] of cases) {
    const reply = await get(path)
    assert.deepEqual([reply.status, reply.json()], [status, text], path)
  }
  assert.equal((await get('/v2/zorgpartijen/mutaties/2026-10-22')).status, 200, '31 days back')
})

test('only GET is taken', async (t) => {
  const { get } = await withSandbox(t)
  const { status, headers } = await get('/v2/landen', { method: 'POST' })
  assert.deepEqual([status, headers.allow], [405, 'GET'])
})

test('an answer has none of the headers that Vektis leaves out', async (t) => {
  const { get } = await withSandbox(t)
  for (const path of ['/v2/landen', '/v2/zorgverleners/03000001', '/v2/zorgverleners/1']) {
    const { headers } = await get(path)
    assert.equal(headers['content-type'], 'application/json; charset=utf-8')
    for (const name of ['etag', 'cache-control', 'retry-after', 'last-modified']) assert.equal(headers[name], undefined)
  }
})

test('days are taken in one format, and which one is an option', async (t) => {
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'))
  const { get } = await withSandbox(t, { clock, dateFormat: 'yyyyMMddTHHmmss' })
  const status = async (vanaf: string) => (await get(`/v2/zorgpartijen/mutaties/${vanaf}`)).status
  assert.deepEqual(
    [await status('20261121T235959'), await status('20261121'), await status('2026-11-21')],
    [200, 400, 400],
  )
  assert.equal(await status('20261121T240000'), 400)
})
