// The exact Authorization value, and the role that each path demands.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withSandbox } from '../support/sandbox.ts'

const REFUSED = 'U bent niet gemachtigd voor deze methode'

test('a token opens what its roles allow', async (t) => {
  const { control, get, token } = await withSandbox(t)
  control.tokens.set('alleen-partijen', ['RaadplegenZorgpartij'])
  control.tokens.set('alleen-lijsten', ['Referentiegegevens'])
  control.tokens.set('niets', [])

  for (const wrong of [null, 'anders', token.toLowerCase(), `${token}x`, token.split(' ')[1] ?? '']) {
    const { status, json } = await get('/v2/landen', { token: wrong })
    assert.deepEqual([status, json()], [401, REFUSED], `token ${wrong}`)
  }
  const expected: Array<[string, string, number]> = [
    ['alleen-partijen', '/v2/zorgverleners/03000001', 200],
    ['alleen-partijen', '/v2/landen', 401],
    ['alleen-partijen', '/v2/relaties/werkzaambij/zorgverlener/rollen', 401],
    ['alleen-lijsten', '/v2/zorgverleners/03000001', 401],
    ['alleen-lijsten', '/v2/zorgpartijen?paginanummer=1&aantal=1', 401],
    ['alleen-lijsten', '/v2/relaties/arbeidsrelatie/zorgverlener/rollen', 200],
    ['niets', '/v2/test/7', 200],
    ['niets', '/v2/landen', 401],
  ]
  for (const [own, path, status] of expected) assert.equal((await get(path, { token: own })).status, status, path)
})
