// Every answer to a caller with a limiet says how it stands; what is over it is 429 before anything else is looked at.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { startRedis } from '../support/redis.ts'

const DETAIL = '/v2/zorgverleners/03000001'
const OWN = '/gateway/v1/doelbinding'

/** Time stands still: what is saved up is all there is. */
const gatewayWith = (t: TestContext, limiet: number | undefined, env: Record<string, string> = {}) =>
  withGateway(t, {
    clock: createFakeClock(Date.now()),
    policy: policyOf({ alles: doel() }, { alles: afnemer('alles', ['alles'], limiet === undefined ? {} : { limiet }) }),
    env,
  })

const fieldsOf = ({ status, headers }: Response) => [status, headers.get('ratelimit'), headers.get('ratelimit-policy')]

test('on every answer, whatever its status', async (t) => {
  const { ask } = await gatewayWith(t, 9)
  const first = await ask(DETAIL)
  const answers = [
    first,
    await ask(DETAIL, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } }),
    await ask(OWN),
    await ask(DETAIL, { method: 'HEAD' }),
    await ask('/v2/zorgverleners/1'),
    await ask('/v2/%'),
    await ask(DETAIL, { method: 'PUT' }),
    await ask('/gateway/v1/nothing'),
    await ask('/gateway/v1/beheer/enumeratie'),
    await ask(DETAIL),
  ]
  assert.deepEqual(
    answers.map(fieldsOf),
    [200, 304, 200, 200, 400, 400, 405, 404, 403, 429].map((status, at) => [
      status,
      `"limiet";r=${Math.max(0, 8 - at)};t=1`,
      '"limiet";q=9;w=1',
    ]),
  )
})

test('a refusal says what, how often and when again', async (t) => {
  const { ask } = await gatewayWith(t, 0.5)
  await ask(OWN)
  const refused = await ask(OWN)
  assert.deepEqual(fieldsOf(refused), [429, '"limiet";r=0;t=2', '"limiet";q=1;w=2'])
  assert.equal(refused.headers.get('retry-after'), '2')
  const { code, detail } = (await refused.json()) as Record<string, string>
  assert.equal(code, 'limiet')
  assert.equal(detail, 'Stel hoogstens 1 vraag per 2 seconden; Retry-After zegt wanneer het weer kan.')
})

test('a refusal is in the audit', async (t) => {
  const { ask, audit } = await gatewayWith(t, 1)
  await ask(DETAIL)
  await ask(DETAIL)
  const { afnemer: wie, besluit, reden, status, handeling } = audit().at(-1) ?? {}
  assert.deepEqual(
    [wie, besluit, reden, status, handeling],
    ['alles', 'geweigerd', 'limiet', 429, 'raadplegen-zorgverlener'],
  )
})

test('it comes after 401 and before 400, 403, 404, 405 and 406', async (t) => {
  const { ask } = await gatewayWith(t, 1)
  await ask(OWN)
  const statuses = [
    await ask(DETAIL, { key: 'unknown' }),
    await ask('/v2/zorgverleners/1'),
    await ask('/v2/%'),
    await ask(DETAIL, { doel: 'ander' }),
    await ask('/gateway/v1/nothing'),
    await ask(DETAIL, { method: 'PUT' }),
    await ask(DETAIL, { headers: { accept: 'text/html' } }),
  ].map(({ status }) => status)
  assert.deepEqual(statuses, [401, 429, 429, 429, 429, 429, 429])
})

test('pages that need no caller are not counted', async (t) => {
  const { ask } = await gatewayWith(t, 1)
  for (const path of ['/openapi.json', '/docs', '/nothing']) await ask(path)
  assert.equal((await ask(OWN)).status, 200)
})

test('a caller without a limiet, and one that is not known, hear nothing', async (t) => {
  const { ask } = await gatewayWith(t, undefined)
  assert.deepEqual(fieldsOf(await ask(OWN)), [200, null, null])
  assert.deepEqual(fieldsOf(await ask(OWN, { key: 'unknown' })), [401, null, null])
})

test('two replicas on one Redis share it', async (t) => {
  await using redis = await startRedis()
  const env = (name: string) => ({ REDIS_URL: redis.url, REPLICA_NAME: name })
  const one = await gatewayWith(t, 20, env('agb-0'))
  const other = await gatewayWith(t, 20, env('agb-1'))
  const given = async ({ ask }: typeof one) => {
    let count = 0
    while ((await ask(OWN)).status === 200) count += 1
    return count
  }
  // The first has half, for it could not know that it was alone; the second has what a newcomer begins with.
  assert.deepEqual([await given(one), await given(other)], [10, 1])
})
