// Two gateways on one Redis: a walk is refused before 100 codes that are not held, and seen by operators.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { afnemer, testPolicy } from '../support/policy.ts'
import { startRedis } from '../support/redis.ts'

const policy = () => {
  const { afnemers, ...rest } = testPolicy()
  return { ...rest, afnemers: { ...afnemers, beheer: afnemer('beheer', [], { rollen: ['beheer'] }) } }
}
/** Nothing is held back, so that the test does not wait. */
const env = { ENUMERATIE_DELAY_MS: '0' }
const path = (n: number) => `/v2/zorgverleners/${String(3_000_000 + n).padStart(8, '0')}`
const STANDEN = '/gateway/v1/beheer/enumeratie'

test('a walk in turn over two gateways is refused before 100 codes, and released over both', async (t) => {
  const redis = await startRedis()
  t.after(() => redis[Symbol.asyncDispose]())
  const shared = { policy: policy(), env: { ...env, REDIS_URL: redis.url } }
  const one = await withGateway(t, shared)
  const other = await withGateway(t, shared)

  let answered = 0
  let refused: Response | undefined
  for (let n = 1; n <= 200 && !refused; n += 1) {
    const answer = await (n % 2 ? one : other).ask(path(n))
    if (answer.status === 403) refused = answer
    else answered += 1
    await answer.clone().arrayBuffer()
  }
  assert.ok(refused)
  assert.equal(answered, 79)
  const problem = (await refused.json()) as Record<string, string>
  assert.equal(problem.code, 'enumeratie')
  assert.match(problem.detail ?? '', /fg@testziekenhuis\.example/)
  assert.doesNotMatch(JSON.stringify(problem), /0300\d{4}/)

  const seen = await one.ask(STANDEN, { key: 'sleutel-beheer' })
  const { afnemers } = (await seen.json()) as { afnemers: Array<Record<string, unknown>> }
  assert.deepEqual(
    afnemers.map(({ afnemer, stand }) => [afnemer, stand]),
    [['alles', 'gestopt']],
  )
  await other.ask(STANDEN, { key: 'sleutel-beheer' })
  for (const gateway of [one, other]) assert.equal((await gateway.ask('/v2/zorgverleners/01000001')).status, 403)

  const release = await fetch(`${one.url}${STANDEN}/vrijgeven`, {
    method: 'POST',
    headers: { authorization: 'Bearer sleutel-beheer', 'content-type': 'application/json' },
    body: JSON.stringify({ afnemer: 'alles' }),
  })
  assert.equal(release.status, 204)
  assert.equal((await one.ask('/v2/zorgverleners/01000001')).status, 200)
  const line = one.audit().at(-2)
  assert.deepEqual(
    [line?.handeling, line?.afnemer, line?.bijzonderheden],
    ['enumeratie-vrijgeven', 'beheer', { afnemer: 'alles' }],
  )
})

test('the refusal is audited, alarmed and counted, once per stop', async (t) => {
  const gateway = await withGateway(t, { policy: policy(), env })
  for (let n = 1; n <= 100; n += 1) await gateway.ask(path(n))
  const lines = gateway.audit()
  assert.equal(lines.length, 100)
  const refused = lines.filter(({ reden }) => reden === 'enumeratie')
  assert.deepEqual([refused.length, refused[0]?.besluit, refused[0]?.status], [21, 'geweigerd', 403])
  const metrics = await gateway.metrics()
  assert.match(metrics, /agb_alarm_total\{code="enumeratie"\} 1\n/)
  assert.match(metrics, /agb_enumeratie_total\{afnemer="alles",besluit="gestopt"\} 1\n/)
  const alarms = gateway
    .log()
    .split('\n')
    .filter((line) => line.includes('"alarm":"enumeratie"'))
  assert.equal(alarms.length, 1)
  assert.match(alarms[0] ?? '', /"afnemer":"alles"/)
  assert.doesNotMatch(gateway.log(), /0300\d{4}/)
})

test('a walk through relaties is refused before 100 too', async (t) => {
  const gateway = await withGateway(t, { policy: policy(), env })
  const statuses: number[] = []
  for (let n = 1; n <= 100; n += 1) statuses.push((await gateway.ask(`${path(n)}/relaties`)).status)
  assert.equal(statuses.filter((status) => status === 403).length, 21)
})

test('only the role beheer sees and releases, and who else is in the policy stays hidden', async (t) => {
  const gateway = await withGateway(t, { policy: policy(), env })
  const post = (key: string, body: string, type = 'application/json') =>
    fetch(`${gateway.url}${STANDEN}/vrijgeven`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      body,
    })
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
  assert.deepEqual(await codeOf(await gateway.ask(STANDEN)), [403, 'rol-ontbreekt'])
  assert.deepEqual(await codeOf(await post('sleutel-alles', '{"afnemer":"smal"}')), [403, 'rol-ontbreekt'])
  assert.deepEqual(await codeOf(await post('sleutel-alles', '{"afnemer":"niemand"}')), [403, 'rol-ontbreekt'])
  assert.deepEqual(await codeOf(await post('sleutel-beheer', '{"afnemer":"niemand"}')), [400, 'ongeldige-vraag'])
  assert.deepEqual(await codeOf(await post('sleutel-beheer', '{"afnemer":"smal","x":1}')), [400, 'ongeldige-vraag'])
  assert.deepEqual(await codeOf(await post('sleutel-beheer', 'null')), [400, 'ongeldige-vraag'])
  const wrong = await gateway.ask(`${STANDEN}/vrijgeven`, { key: 'sleutel-beheer' })
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'POST'])
})
