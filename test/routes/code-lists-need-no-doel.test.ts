// Code lists hold no personal data: a known caller is enough, with whatever doelen, or none.

import assert from 'node:assert/strict'
import test from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { problemOf } from '../end-to-end/support/problem.ts'
import { withGateway } from '../support/gateway.ts'

const lists = catalogus.filter(({ rol }) => rol === 'Referentiegegevens').map(({ pad }) => pad)

test('code lists', async (t) => {
  const { ask, sandbox, audit } = await withGateway(t)
  assert.equal(lists.length, 21)
  for (const path of lists) {
    const whole = (await sandbox.get(path)).json()
    sandbox.control.resetCounters()
    for (const asked of [{ key: 'sleutel-leeg' }, { key: 'sleutel-dubbel' }, { key: 'sleutel-smal', doel: 'vreemd' }]) {
      const answer = await ask(path, asked)
      assert.deepEqual(await answer.json(), whole, path)
      assert.deepEqual([answer.headers.get('agb-doel'), answer.headers.get('agb-weggelaten')], [null, null])
      const line = audit().at(-1)
      assert.deepEqual([line?.doel, line?.uitgeleverd, line?.betrokkenen], [null, ['referentie'], []])
    }
    assert.equal(sandbox.control.counters().total, 1, path)
    await problemOf(await ask(path, { key: '' }), 401)
  }
})
