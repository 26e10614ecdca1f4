// Deadlines: `Prefer: wait=N`, what comes later is for the next, and who has no chance hears so at once.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { problemOf } from './support/problem.ts'

const PATH = '/v2/zorgverleners/03000001'
const OTHER = '/v2/zorgverleners/01000001'
const wait = (seconds: number | string) => ({ headers: { prefer: `wait=${seconds}` } })
/** Deadlines ring at the end of their step. */
const STEP = 5

test('how long a caller waits', async (t) => {
  const clock = createFakeClock(Date.now())
  const env = { CALLER_TIMEOUT_MS: '3000', CACHE_TTL_SECONDS: '60' }
  const { ask, sandbox, audit } = await withGateway(t, { clock, env })
  const { control } = sandbox

  await t.test('late is 504, and the fetch goes on for the next', async () => {
    const hold = control.hold(PATH)
    const impatient = ask(PATH, wait(2))
    await hold.arrived()
    const patient = ask(PATH, wait(20))
    await clock.advance(2000 + STEP)
    await problemOf(await impatient, 504, 'vektis-te-laat')
    assert.equal(audit().at(-1)?.status, 504)
    hold.release()
    assert.equal((await patient).status, 200)
    assert.equal((await ask(PATH)).headers.get('cache-status'), 'agb-gateway; hit')
    assert.equal(control.calls(PATH).length, 1)
  })

  await t.test('who does not say waits CALLER_TIMEOUT_MS', async () => {
    const hold = control.hold(OTHER)
    let answered = false
    const asked = ask(OTHER).finally(() => (answered = true))
    await hold.arrived()
    await clock.advance(2900)
    assert.equal(answered, false)
    await clock.advance(100 + STEP)
    await problemOf(await asked, 504, 'vektis-te-laat')
    hold.release()
  })

  await t.test('the preference that was applied is told, and never more than a minute', async () => {
    const applied = async (prefer: string) =>
      (await ask(PATH, { headers: { prefer } })).headers.get('preference-applied')
    assert.equal(await applied('wait=5'), 'wait=5')
    assert.equal(await applied('wait=600'), 'wait=60')
    assert.equal(await applied('respond-async, Wait="7"'), 'wait=7')
    assert.equal(await applied('wait=-1'), null)
    assert.equal(await applied('return=minimal'), null)
  })

  await t.test('wait=0 gives what is held and asks Vektis nothing', async () => {
    const held = await ask(PATH, wait(0))
    assert.deepEqual([held.status, held.headers.get('cache-status')], [200, 'agb-gateway; hit'])
    // In no feed: past its term nothing vouches for it.
    const list = '/v2/landen'
    await ask(list)
    const { total } = control.counters()
    const missing = await ask('/v2/vestigingen/71000001', wait(0))
    assert.match(missing.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
    await problemOf(missing, 503, 'geen-plaats')
    await clock.advance(60_000)
    const old = await ask(list, wait(0))
    assert.equal(old.status, 200)
    assert.notEqual(old.headers.get('agb-onbewezen'), null, 'what is past its term is flagged')
    assert.equal(control.counters().total, total)
  })
})

test('a budget that is spent refuses at once, with a time that is honest', async (t) => {
  const clock = createFakeClock(Date.now())
  const { ask, sandbox, metric, audit } = await withGateway(t, { clock, env: { VEKTIS_CALLS_PER_SECOND: '1' } })
  const { control } = sandbox
  assert.equal((await ask(PATH)).status, 200)

  // The clock stands still: only what is said at once can be heard at all.
  const refused = await ask(OTHER, wait(1))
  const seconds = Number(refused.headers.get('retry-after'))
  await problemOf(refused, 503, 'geen-plaats')
  assert.ok(seconds >= 1 && seconds <= 5, `Retry-After: ${seconds}`)
  assert.equal(await metric('agb_budget_refused_total{reason="deadline"}'), 1)
  assert.deepEqual([audit().at(-1)?.status, audit().at(-1)?.reden], [503, 'geen-plaats'])
  assert.equal(control.calls(OTHER).length, 0)
  assert.equal((await ask(PATH, wait(1))).status, 200, 'what is held costs no budget')

  await clock.advance(seconds * 1000)
  assert.equal((await ask(OTHER, wait(1))).status, 200, 'who comes back as told finds a place')
})
