// Whatever Vektis does wrong: the right words, nothing kept of it, the old copy while it may be served, and a recovery.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Code } from '../../src/errors.ts'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestGateway, withGateway } from '../support/gateway.ts'
import { problemOf } from './support/problem.ts'

interface Expected {
  status: number
  code: Code
  alarm: string
  /** Label `status` of agb_upstream_calls_total. */
  counted?: string
}

const broken = (counted?: string): Expected => ({
  status: 502,
  code: 'vektis-faalt',
  alarm: 'vektis-onbereikbaar',
  ...(counted && { counted }),
})

const FAULTS: Array<[FaultKind, Expected]> = [
  ['status-500', broken('500')],
  ['status-503', broken('503')],
  ['reset', broken('reset')],
  ['broken-json', broken()],
  ['html', broken()],
  ['endless', broken('too-large')],
  ['wrong-content-type', broken()],
  ['wrong-shape', broken('wrong-shape')],
  ['status-401', { status: 502, code: 'vektis-faalt', alarm: 'vektis-401', counted: '401' }],
  ['status-429', { status: 503, code: 'vektis-begrenst', alarm: 'vektis-429', counted: '429' }],
]

const FRESH = 'agb-gateway; hit'
const TTL_MS = 60_000
const env = { CACHE_TTL_SECONDS: '60', CACHE_STALE_SECONDS: '60' }

/** Counters that a fault must raise by one. */
const counts = async ({ metric }: TestGateway, { alarm, counted }: Expected) => [
  await metric(`agb_alarm_total{code="${alarm}"}`),
  counted === undefined ? 0 : await metric(`agb_upstream_calls_total{status="${counted}",role="RaadplegenZorgpartij"}`),
]

test('faults of Vektis', async (t) => {
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { clock, env })
  const { ask, sandbox, audit } = gateway
  const { control } = sandbox
  const codes = control.register
    .all()
    .flatMap(({ type, document }) => (type === 'zorgverlener' ? [document.AGBCode] : []))
  const nextPath = () => `/v2/zorgverleners/${codes.pop()}`

  for (const [kind, expected] of FAULTS) {
    await t.test(`${kind}: told, counted, and nothing kept`, async () => {
      const path = nextPath()
      const before = await counts(gateway, expected)
      control.fault({ kind, times: 1, path })
      const answer = await ask(path)
      if (kind === 'status-429') assert.equal(answer.headers.get('retry-after'), '1')
      await problemOf(answer, expected.status, expected.code)
      const after = await counts(gateway, expected)
      assert.deepEqual(
        after,
        before.map((count, at) => count + (at === 0 || expected.counted ? 1 : 0)),
      )
      const line = audit().at(-1)
      assert.deepEqual([line?.status, line?.reden, line?.besluit], [expected.status, expected.code, 'toegestaan'])
      assert.deepEqual([line?.uitgeleverd, line?.herkomst], [[], null])

      const recovered = await ask(path)
      assert.equal(recovered.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
      assert.equal(control.calls(path).length, 2)
    })

    await t.test(`${kind}: the old copy, flagged, until its term ends`, async () => {
      const path = nextPath()
      const fetched = await ask(path)
      const body = await fetched.text()
      await clock.advance(TTL_MS - 1)
      assert.equal((await ask(path)).headers.get('cache-status'), FRESH)

      const end = control.fault({ kind, path })
      await clock.advance(1)
      const stale = await ask(path)
      assert.equal(stale.status, 200)
      assert.equal(await stale.text(), body)
      assert.equal(stale.headers.get('agb-onbewezen'), 'vektis-onbereikbaar')
      assert.match(stale.headers.get('cache-status') ?? '', /^agb-gateway; fwd=stale(;|$)/)
      assert.equal(stale.headers.get('age'), '60')
      assert.equal(stale.headers.get('agb-opgehaald-op'), fetched.headers.get('agb-opgehaald-op'))
      assert.equal(audit().at(-1)?.herkomst, 'stale')

      await clock.advance(TTL_MS - 1)
      assert.equal((await ask(path)).status, 200)
      await clock.advance(1)
      assert.equal((await ask(path)).status, expected.status, 'its term is over and it is gone')
      end()
      const recovered = await ask(path)
      assert.equal(recovered.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
      assert.equal(recovered.headers.get('agb-onbewezen'), null)
    })
  }

  await t.test('what the fault brought back in time is fresh again, and not flagged', async () => {
    const path = nextPath()
    await ask(path)
    await clock.advance(TTL_MS)
    const again = await ask(path)
    assert.equal(again.headers.get('cache-status'), 'agb-gateway; fwd=stale; stored')
    assert.equal(again.headers.get('agb-onbewezen'), null)
    assert.equal(again.headers.get('age'), '0')
  })

  await t.test('the seconds that Vektis names with its 429 are passed on', async () => {
    control.settings.retryAfter = 7
    const path = nextPath()
    control.fault({ kind: 'status-429', times: 1, path })
    assert.equal((await ask(path)).headers.get('retry-after'), '7')
  })

  await t.test('changed codes and pages of the list are never served old', async () => {
    for (const path of [
      `/v2/zorgpartijen/mutaties/${control.register.vandaag()}`,
      '/v2/zorgpartijen?paginanummer=1&aantal=5',
    ]) {
      assert.equal((await ask(path)).status, 200)
      await clock.advance(TTL_MS)
      const end = control.fault({ kind: 'status-500', path })
      await problemOf(await ask(path), 502, 'vektis-faalt')
      end()
    }
  })
})

test('a Vektis that is silent is late, and its call is cut off', async (t) => {
  const gateway = await withGateway(t, { env: { VEKTIS_TIMEOUT_MS: '100' } })
  const { ask, sandbox, metric } = gateway
  const path = '/v2/zorgverleners/03000001'
  sandbox.control.fault({ kind: 'silent', times: 1, path })
  await problemOf(await ask(path), 504, 'vektis-te-laat')
  assert.equal(await metric('agb_alarm_total{code="vektis-onbereikbaar"}'), 1)
})
