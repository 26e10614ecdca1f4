// A party outside the row filter cannot be told from one that is not there: same bytes, same headers, same calls.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { bekend } from '../../src/sandbox/register/bekend.ts'
import { partiesIn } from './support/oracle.ts'
import { UNKNOWN_CODE } from './support/questions.ts'

const policy = policyOf(
  { filter: doel({ rijfilter: { zorgsoort: ['03', '06'] } }), zonder: doel() },
  { alles: afnemer('alles', ['filter', 'zonder']) },
)

/** Outside the filter, by path: `{code}` is what differs. */
const SHAPES: Array<[string, string]> = [
  ['/v2/zorgverleners/{code}', bekend.huisarts.agbcode],
  ['/v2/zorgverleners/{code}/2024-05-01', bekend.huisarts.agbcode],
  ['/v2/zorgverleners/{code}/relaties', bekend.huisarts.agbcode],
  ['/v2/zorgverleners/{code}/relaties/totaal', bekend.huisarts.agbcode],
  ['/v2/zorgverleners/{code}/relaties/2026-11-01', bekend.huisarts.agbcode],
  ['/v2/ondernemingen/{code}', bekend.praktijk.agbcode],
  ['/v2/ondernemingen/{code}/relaties/organisatie', bekend.praktijk.agbcode],
  ['/v2/ondernemingen/{code}/relaties/organisatie/2026-11-01', bekend.praktijk.agbcode],
  ['/v2/vestigingen/{code}/relaties', bekend.praktijklocatie.agbcode],
]

test('outside the row filter', async (t) => {
  const gateway = await withGateway(t, { policy })
  const { ask, sandbox, audit } = gateway

  /** The whole answer but what must differ, and the calls that it took. */
  const look = async (path: string, code: string) => {
    sandbox.control.resetCounters()
    const requestId = 'gelijk-voor-beide'
    const answer = await ask(path.replace('{code}', code), { doel: 'filter', headers: { 'x-request-id': requestId } })
    const headers = [...answer.headers].filter(([name]) => name !== 'date')
    const calls = sandbox.control.calls().map((call) => call.path.replace(code, '{code}'))
    return { status: answer.status, headers, body: await answer.text(), calls }
  }

  for (const [path, code] of SHAPES)
    await t.test(path, async () => {
      const [outside, absent] = [await look(path, code), await look(path, UNKNOWN_CODE)]
      assert.equal(outside.status, 404)
      assert.deepEqual(outside, absent)
      const [line, ofAbsent] = audit().slice(-2)
      assert.deepEqual([line?.besluit, line?.reden, line?.status], ['geweigerd', 'buiten-rijfilter', 404])
      assert.deepEqual([line?.uitgeleverd, partiesIn(line).length], [[], 1])
      assert.deepEqual([ofAbsent?.besluit, ofAbsent?.reden], ['toegestaan', 'niet-gevonden'])
      // And it was there for who may see it.
      assert.equal((await ask(path.replace('{code}', code), { doel: 'zonder' })).status, 200)
    })

  await t.test('inside it all is given, relaties with parties of any zorgsoort', async () => {
    const { agbcode } = bekend.ziekenhuis
    const path = `/v2/ondernemingen/${agbcode}/relaties`
    const answer = await ask(path, { doel: 'filter' })
    assert.deepEqual(await answer.json(), (await sandbox.get(path)).json())
  })

  await t.test('one entry of relaties serves with and without a row filter', async () => {
    const path = `/v2/zorgverleners/${bekend.specialist.agbcode}/relaties`
    await ask(path, { doel: 'filter' })
    sandbox.control.resetCounters()
    const answer = await ask(path, { doel: 'zonder' })
    assert.equal(answer.headers.get('cache-status'), 'agb-gateway; hit')
    assert.equal(sandbox.control.counters().total, 0)
  })

  await t.test('rows of the list outside it are left out, totals stay those of Vektis', async () => {
    const path = '/v2/zorgpartijen?paginanummer=1&aantal=200'
    type Page = { Totaalrecords: number; Totaalpaginas: number; Data: Array<{ Zorgsoort: { Code: string } }> }
    const whole = (await sandbox.get(path)).json() as Page
    const seen = (await (await ask(path, { doel: 'filter' })).json()) as Page
    const inside = whole.Data.filter(({ Zorgsoort }) => ['03', '06'].includes(Zorgsoort.Code))
    assert.ok(inside.length > 0 && inside.length < whole.Data.length)
    assert.deepEqual(seen, { ...whole, Data: inside })
  })
})

test('a filter on a doel that may not see the zorgsoort works all the same', async (t) => {
  const { ask } = await withGateway(t, {
    policy: policyOf(
      { filter: doel({ categorieen: ['naam'], bewerkingen: ['detail'], rijfilter: { zorgsoort: ['03'] } }) },
      { alles: afnemer('alles', ['filter']) },
    ),
  })
  const inside = await ask(`/v2/zorgverleners/${bekend.specialist.agbcode}`)
  assert.deepEqual(Object.keys((await inside.json()) as object), ['Voorletters', 'Tussenvoegsel', 'Achternaam'])
  assert.equal((await ask(`/v2/zorgverleners/${bekend.huisarts.agbcode}`)).status, 404)
})
