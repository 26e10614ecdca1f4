// What no doel may hold any more leaves memory and Redis; what a doel may hold again is fetched when it is asked for.

import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { createFakeClock, goingOn } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { startRedis } from '../support/redis.ts'
import { keptInRedis } from './support/kept-in-redis.ts'

const MINUTE = 60_000
const DETAIL = '/v2/zorgverleners/03000001'
const RELATIES = `${DETAIL}/relaties`

const policyWith = (gegeven: ReturnType<typeof doel>) =>
  policyOf({ breed: gegeven }, { zis: afnemer('zis', ['breed']) })
const wide = policyWith(doel())
const narrow = policyWith(doel({ bewerkingen: ['detail'], categorieen: ['naam'] }))

async function start(t: TestContext, env: Record<string, string> = {}) {
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { policy: wide, clock, reload: true, env })
  const said = (words: string) => gateway.log().split(words).length - 1
  const purges = () => said('cache looked at again')
  const changed = () => said('another policy is in force')

  /** Puts a policy into force; one that is narrower has purged once when this resolves. */
  async function change(policy: unknown, purging: boolean): Promise<void> {
    const [before, changes] = [purges(), changed()]
    gateway.setPolicy(policy)
    // One look to see it, one to see it again.
    await clock.advance(1_000)
    await clock.advance(1_000)
    const done = () => changed() > changes && (!purging || purges() > before)
    while (!done()) {
      // A Redis that was slow for once is asked again after a minute.
      if (said('"alarm":"redis"') > 0) await clock.advance(MINUTE)
      await turn()
    }
    assert.deepEqual(gateway.audit().at(-1)?.['handeling'], 'policy-gewijzigd')
  }
  const ask = async (path: string) => {
    const response = await goingOn(clock, gateway.ask(path, { key: 'sleutel-zis' }))
    return { status: response.status, from: response.headers.get('cache-status'), body: await response.json() }
  }
  return { ...gateway, clock, purges, change, ask }
}

test('in memory: narrowed and widened again is a fetch', async (t) => {
  const { ask, change } = await start(t)
  const first = await ask(DETAIL)
  assert.match((await ask(DETAIL)).from ?? '', /hit/)

  await change(narrow, true)
  const less = await ask(DETAIL)
  assert.match(less.from ?? '', /hit/, 'what may still be held is held')
  assert.ok(Object.keys(less.body as object).length < Object.keys(first.body as object).length)
  assert.equal((await ask(RELATIES)).status, 403)

  await change(wide, false)
  const again = await ask(DETAIL)
  assert.match(again.from ?? '', /fwd=/, 'what was purged is not there')
  assert.deepEqual(again.body, first.body)
})

test('in Redis: at once, and once more after five minutes', { timeout: 30_000 }, async (t) => {
  const redis = await startRedis()
  t.after(() => redis[Symbol.asyncDispose]())
  const { ask, change, clock, purges } = await start(t, { REDIS_URL: redis.url })
  await ask(DETAIL)
  await ask(RELATIES)
  const rich = await keptInRedis(redis.url, 2)

  await change(narrow, true)
  const kept = await keptInRedis(redis.url, 1)
  assert.deepEqual([...kept.keys()], ['{agb}:entry:zorgverlener/03000001'], 'nobody may ask for relaties any more')
  const [entry] = kept.values()
  assert.deepEqual(entry?.scope, ['naam'])
  assert.ok(
    JSON.stringify(entry?.document).length <
      JSON.stringify(rich.get('{agb}:entry:zorgverlener/03000001')?.document).length / 2,
  )

  await clock.advance(5 * MINUTE)
  while (purges() < 2) await turn()
})
