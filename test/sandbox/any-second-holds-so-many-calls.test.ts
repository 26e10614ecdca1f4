// The window slides: no second, wherever it begins, admits more than its share; refused calls take no share.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

test('any second holds so many calls', async (t) => {
  const clock = createFakeClock(Date.now())
  const { control, get } = await withSandbox(t, { clock, callsPerSecond: 3 })
  const call = async () => (await get('/v2/test/1')).status

  await clock.advance(900)
  assert.deepEqual([await call(), await call()], [200, 200])
  await clock.advance(200)
  // A window that restarts at each whole second would admit three here.
  assert.deepEqual([await call(), await call(), await call()], [200, 429, 429])
  await clock.advance(799)
  assert.equal(await call(), 429, 'a millisecond early')
  await clock.advance(1)
  assert.deepEqual([await call(), await call(), await call()], [200, 200, 429])

  assert.deepEqual(control.counters(), {
    total: 9,
    byStatus: { '200': 5, '429': 4 },
    largestInAnySecond: 7,
    refused: 4,
  })
})

test('each token has a budget of its own, and a stranger spends none', async (t) => {
  const { control, get } = await withSandbox(t, { clock: createFakeClock(Date.now()), callsPerSecond: 1 })
  control.tokens.set('ander', [])
  assert.equal((await get('/v2/test/1', { token: 'vreemd' })).status, 401)
  assert.equal((await get('/v2/test/1')).status, 200)
  assert.equal((await get('/v2/test/1', { token: 'ander' })).status, 200)
  const { status, headers, json } = await get('/v2/test/1')
  assert.deepEqual([status, json()], [429, 'Te veel aanroepen'])
  assert.equal(headers['retry-after'], undefined)
  control.settings.retryAfter = 2
  assert.equal((await get('/v2/test/1')).headers['retry-after'], '2')
})
