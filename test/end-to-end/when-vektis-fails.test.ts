// Whatever Vektis does wrong: tried again where that may help, told in the right words, nothing kept of it, the old copy
// while it may be served, and a recovery.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Code } from '../../src/errors.ts'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { type TestGateway, withGateway } from '../support/gateway.ts'
import { problemOf } from './support/problem.ts'

interface Expected {
  status: number
  code: Code
  alarm: string
  /** Label `status` of agb_upstream_calls_total. */
  counted: string
  /** Calls until it is given up. */
  calls: number
}

const broken = (counted: string, calls = 1): Expected => ({
  status: 502,
  code: 'vektis-faalt',
  alarm: 'vektis-onbereikbaar',
  counted,
  calls,
})

const FAULTS: Array<[FaultKind, Expected]> = [
  ['status-500', broken('500', 3)],
  ['status-503', broken('503', 3)],
  ['reset', broken('reset', 3)],
  ['broken-json', broken('invalid-json')],
  ['html', broken('content-type')],
  ['endless', broken('too-large')],
  ['wrong-content-type', broken('content-type')],
  ['wrong-shape', broken('wrong-shape')],
  ['status-401', { status: 502, code: 'vektis-faalt', alarm: 'vektis-401', counted: '401', calls: 1 }],
  ['status-429', { status: 503, code: 'vektis-begrenst', alarm: 'vektis-429', counted: '429', calls: 1 }],
]

const FRESH = 'agb-gateway; hit'
const TTL_MS = 60_000
const env = { CACHE_TTL_SECONDS: '60', CACHE_STALE_SECONDS: '60' }
/** The longest that a question waits until it is tried again. */
const NEXT_TRY_MS = 400
/** A failure is remembered so long, and after a 429 nothing is asked for half of it. */
const FORGOTTEN_MS = 2000

const CODE_LIST = '/v2/landen'
const roleOf = (path: string) => (path === CODE_LIST ? 'Referentiegegevens' : 'RaadplegenZorgpartij')

const failed = ({ metric }: TestGateway, { counted }: Expected, path: string) =>
  metric(`agb_upstream_calls_total{status="${counted}",role="${roleOf(path)}"}`)

/** Counters that every call in vain must raise by one. */
const counts = async (gateway: TestGateway, expected: Expected, path: string) => [
  await gateway.metric(`agb_alarm_total{code="${expected.alarm}"}`),
  await failed(gateway, expected, path),
]

/** Asks what cannot be answered, and lets the time pass that lies between the tries. */
async function askInVain(gateway: TestGateway, clock: FakeClock, path: string, expected: Expected): Promise<Response> {
  const before = await failed(gateway, expected, path)
  const asking = gateway.ask(path)
  for (let tried = 1; tried < expected.calls; tried += 1) {
    while ((await failed(gateway, expected, path)) < before + tried) await new Promise(setImmediate)
    await clock.advance(NEXT_TRY_MS)
  }
  return asking
}

/** A gateway on a clock of the test, with codes that nobody asked for. */
async function setup(t: TestContext) {
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { clock, env })
  const { ask, sandbox } = gateway
  const { control } = sandbox
  const codes = control.register
    .all()
    .flatMap(({ type, document }) => (type === 'zorgverlener' ? [document.AGBCode] : []))
  const nextPath = () => `/v2/zorgverleners/${codes.pop()}`
  /** Time enough to forget, and another question that goes well: failures in a row would shut all others out. */
  const recover = async () => {
    await clock.advance(FORGOTTEN_MS)
    assert.equal((await ask(nextPath())).status, 200)
  }
  return { clock, gateway, nextPath, recover }
}

test('faults of Vektis', async (t) => {
  const { clock, gateway, nextPath } = await setup(t)
  const { ask, sandbox, audit } = gateway
  const { control } = sandbox

  for (const [kind, expected] of FAULTS) {
    await t.test(`${kind}: told, counted, and nothing kept`, async () => {
      const path = nextPath()
      const before = await counts(gateway, expected, path)
      const end = control.fault({ kind, path })
      const answer = await askInVain(gateway, clock, path, expected)
      if (kind === 'status-429') assert.equal(answer.headers.get('retry-after'), '1')
      await problemOf(answer, expected.status, expected.code)
      const after = await counts(gateway, expected, path)
      assert.deepEqual(
        after,
        before.map((count) => count + expected.calls),
      )
      const line = audit().at(-1)
      assert.deepEqual([line?.status, line?.reden, line?.besluit], [expected.status, expected.code, 'toegestaan'])
      assert.deepEqual([line?.uitgeleverd, line?.herkomst], [[], null])

      end()
      await clock.advance(FORGOTTEN_MS)
      const recovered = await ask(path)
      assert.equal(recovered.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
      assert.equal(control.calls(path).length, expected.calls + 1)
    })
  }

  await t.test('a failure is remembered for a moment: who asks at once hears the same without a call', async () => {
    const path = nextPath()
    control.fault({ kind: 'broken-json', times: 1, path })
    await problemOf(await ask(path), 502, 'vektis-faalt')
    await problemOf(await ask(path), 502, 'vektis-faalt')
    assert.equal(control.calls(path).length, 1)
    await clock.advance(FORGOTTEN_MS)
    assert.equal((await ask(path)).status, 200)
  })

  await t.test('one failure that passes is not noticed', async () => {
    const path = nextPath()
    control.fault({ kind: 'status-503', times: 1, path })
    const answer = await askInVain(gateway, clock, path, broken('503', 2))
    assert.equal(answer.status, 200)
    assert.equal(control.calls(path).length, 2)
  })

  await t.test('what the fault brought back in time is fresh again, and not flagged', async () => {
    const path = CODE_LIST
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
    await clock.advance(7000)
  })

  await t.test('changed codes and pages of the list are never served old', async () => {
    for (const path of [
      `/v2/zorgpartijen/mutaties/${control.register.vandaag()}`,
      '/v2/zorgpartijen?paginanummer=1&aantal=5',
    ]) {
      assert.equal((await ask(path)).status, 200)
      await clock.advance(TTL_MS)
      const end = control.fault({ kind: 'status-500', path })
      await problemOf(await askInVain(gateway, clock, path, broken('500', 3)), 502, 'vektis-faalt')
      end()
    }
  })
})

for (const [kind, expected] of FAULTS)
  test(`${kind}: the old copy, flagged, until its term ends`, async (t) => {
    const { clock, gateway, recover } = await setup(t)
    const { ask, audit, sandbox } = gateway
    const { control } = sandbox
    // In no feed: past its term nothing vouches for it.
    const path = CODE_LIST
    const start = clock.now()
    const at = (ms: number) => clock.advance(start + ms - clock.now())
    const fetched = await ask(path)
    const body = await fetched.text()
    await at(TTL_MS - 1)
    assert.equal((await ask(path)).headers.get('cache-status'), FRESH)

    const end = control.fault({ kind, path })
    await at(TTL_MS)
    const stale = await askInVain(gateway, clock, path, expected)
    assert.equal(stale.status, 200)
    assert.equal(await stale.text(), body)
    assert.equal(stale.headers.get('agb-onbewezen'), 'vektis-onbereikbaar')
    assert.match(stale.headers.get('cache-status') ?? '', /^agb-gateway; fwd=stale(;|$)/)
    assert.equal(stale.headers.get('age'), '60')
    assert.equal(stale.headers.get('agb-opgehaald-op'), fetched.headers.get('agb-opgehaald-op'))
    assert.equal(audit().at(-1)?.herkomst, 'stale')

    await recover()
    await at(2 * TTL_MS - 3 * NEXT_TRY_MS)
    assert.equal((await askInVain(gateway, clock, path, expected)).status, 200)
    await recover()
    const gone = await askInVain(gateway, clock, path, expected)
    assert.equal(gone.status, expected.status, 'its term is over and it is gone')
    end()
    await clock.advance(FORGOTTEN_MS)
    const recovered = await ask(path)
    assert.equal(recovered.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
    assert.equal(recovered.headers.get('agb-onbewezen'), null)
  })

test('a Vektis that is silent is late, and its call is cut off', async (t) => {
  const gateway = await withGateway(t, { env: { VEKTIS_TIMEOUT_MS: '100' } })
  const { ask, sandbox, metric } = gateway
  const path = '/v2/zorgverleners/03000001'
  sandbox.control.fault({ kind: 'silent', times: 1, path })
  // So little time is at times too little for the gateway's own poll, too.
  const before = await metric('agb_alarm_total{code="vektis-onbereikbaar"}')
  const late = await ask(path, { headers: { prefer: 'wait=5' } })
  assert.equal(late.headers.get('preference-applied'), 'wait=5', 'it is said how long was waited, whatever came of it')
  await problemOf(late, 504, 'vektis-te-laat')
  assert.equal(await metric('agb_alarm_total{code="vektis-onbereikbaar"}'), before + 1)
})
