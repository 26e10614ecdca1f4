// Conditional requests: a strong validator per doel, weak comparison, 304 with the headers of the 200, HEAD like GET.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const PATH = '/v2/zorgverleners/03000001'
const OF_A_200 = ['vary', 'cache-control', 'agb-doel', 'agb-weggelaten', 'agb-opgehaald-op', 'agb-actueel-op', 'etag']

test('conditional requests', async (t) => {
  const { ask, audit } = await withGateway(t)
  const full = await ask(PATH, { key: 'sleutel-smal' })
  const body = await full.text()
  const etag = full.headers.get('etag') ?? ''
  const conditional = (value: string, method = 'GET', key = 'sleutel-smal') =>
    ask(PATH, { key, method, headers: { 'if-none-match': value } })

  await t.test('a strong validator, and the headers of a private answer', () => {
    assert.match(etag, /^"[\w-]+"$/)
    assert.equal(full.headers.get('vary'), 'Authorization, X-API-Key, X-Doelbinding')
    assert.equal(full.headers.get('cache-control'), 'private, no-cache')
    assert.equal(full.headers.get('agb-doel'), 'smal@1')
    assert.match(full.headers.get('age') ?? '', /^\d+$/)
    assert.match(full.headers.get('agb-opgehaald-op') ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  await t.test('each form that matches', async () => {
    for (const value of [etag, `W/${etag}`, '*', ` ${etag} `, `"ander", ${etag}`, `"a",W/${etag},"b"`]) {
      const answer = await conditional(value)
      assert.equal(answer.status, 304, value)
      assert.equal(await answer.text(), '')
      for (const name of OF_A_200) assert.equal(answer.headers.get(name), full.headers.get(name), name)
      assert.equal(answer.headers.get('content-type'), null)
    }
  })

  await t.test('each form that does not', async () => {
    for (const value of ['"ander"', etag.slice(1, -1), `"${etag}"`, '', `"*"`, `*, "ander"`, etag.toUpperCase()])
      assert.equal((await conditional(value)).status, 200, value)
  })

  await t.test('the validator of one doel is nothing to another', async () => {
    const other = await ask(PATH)
    assert.notEqual(other.headers.get('etag'), etag)
    assert.equal((await conditional(etag, 'GET', 'sleutel-alles')).status, 200)
  })

  await t.test('HEAD has the headers of GET and no body', async () => {
    const head = await ask(PATH, { key: 'sleutel-smal', method: 'HEAD' })
    assert.equal(head.status, 200)
    assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(body)))
    assert.equal(head.headers.get('content-type'), full.headers.get('content-type'))
    for (const name of OF_A_200) assert.equal(head.headers.get(name), full.headers.get(name), name)
    assert.equal((await conditional(etag, 'HEAD')).status, 304)
  })

  await t.test('304 and HEAD are accounted for as the 200 is', async () => {
    const whatCounts = (response: Response) => {
      const line = audit().find(({ verzoekId }) => verzoekId === response.headers.get('x-request-id'))
      const { betrokkenen, uitgeleverd, weggelaten, besluit, doel, handeling } = line ?? {}
      return { betrokkenen, uitgeleverd, weggelaten, besluit, doel, handeling }
    }
    const [notModified, head] = [await conditional(etag), await ask(PATH, { key: 'sleutel-smal', method: 'HEAD' })]
    assert.equal((whatCounts(full).betrokkenen as string[]).length, 1)
    assert.deepEqual(whatCounts(notModified), whatCounts(full))
    assert.deepEqual(whatCounts(head), whatCounts(full))
    assert.deepEqual(
      audit()
        .slice(-2)
        .map(({ status }) => status),
      [304, 200],
    )
  })

  await t.test('a refusal has no validator, and If-None-Match does not turn it into a 304', async () => {
    const absent = await ask('/v2/zorgverleners/99999999', { headers: { 'if-none-match': '*' } })
    assert.equal(absent.status, 404)
    assert.equal(absent.headers.get('etag'), null)
  })
})

test('a validator is of its doel and version, also when the bytes are the same', async (t) => {
  const policyWith = (versie: number) =>
    policyOf(
      { een: doel({ versie, categorieen: ['naam'] }), ander: doel({ versie, categorieen: ['naam'] }) },
      { alles: afnemer('alles', ['een', 'ander']) },
    )
  const [before, after] = [
    await withGateway(t, { policy: policyWith(1) }),
    await withGateway(t, { policy: policyWith(2) }),
  ]
  const answers = [
    await before.ask(PATH, { doel: 'een' }),
    await before.ask(PATH, { doel: 'ander' }),
    await after.ask(PATH, { doel: 'een' }),
  ]
  assert.equal(new Set(await Promise.all(answers.map((answer) => answer.text()))).size, 1)
  assert.equal(new Set(answers.map(({ headers }) => headers.get('etag'))).size, 3)
  assert.equal(
    (await before.ask(PATH, { doel: 'een' })).headers.get('etag'),
    answers[0]?.headers.get('etag'),
    'and of nothing else',
  )
})
