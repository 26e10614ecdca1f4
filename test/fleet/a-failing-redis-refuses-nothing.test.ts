// Redis fails in every way under load: what is held is answered throughout, what is not is told when to come back.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { redisClient } from '../support/failover.ts'
import type { Fleet } from '../support/fleet.ts'
import { underLoad } from './support/under-load.ts'

const HELD = '/v2/vestigingen/71000001'
/** Twice what is promised: these machines are slow and busy. */
const BACK_MS = 4000

/** At once from what is held, whether or not it can be proven current. */
async function assertHits({ replicas }: Fleet): Promise<void> {
  for (const replica of replicas) {
    const { status, headers, ms } = await replica.ask(HELD)
    assert.equal(status, 200)
    assert.match(String(headers['cache-status']), /; hit(; detail=stroom-onbereikbaar)?$/)
    assert.ok(ms < 1000, `${ms} ms`)
  }
}

/** Every replica flags what it gives: it cannot hear what the others tell of it. */
async function assertFlagged({ replicas }: Fleet): Promise<void> {
  for (const replica of replicas)
    await eventually('it is flagged', async () => {
      const { headers } = await replica.ask(HELD)
      return headers['agb-onbewezen'] === 'stroom-onbereikbaar' || undefined
    })
}

/** Every replica hears the others again. */
async function assertProven({ replicas }: Fleet): Promise<void> {
  const begin = performance.now()
  for (const replica of replicas)
    await eventually('it is proven', async () => {
      const { headers } = await replica.ask(HELD)
      return String(headers['cache-status']).endsWith('; hit') || undefined
    })
  const ms = performance.now() - begin
  assert.ok(ms < BACK_MS, `${ms} ms`)
}

/** Misses have no place, and hear when it is worth coming back. */
async function assertTold({ replicas, fresh }: Fleet): Promise<void> {
  for (const replica of replicas) {
    const { status, headers } = await replica.ask(fresh(), { wait: 5 })
    assert.equal(status, 503)
    assert.ok(Number(headers['retry-after']) >= 1)
  }
}

/** Every replica has found out: what was accepted before may still be answered. */
async function knowsItIsAway({ replicas, fresh }: Fleet): Promise<void> {
  for (const replica of replicas)
    await eventually('a miss is sent away', async () => {
      const { status } = await replica.ask(fresh(), { wait: 5 })
      return status === 503 || undefined
    })
}

test('a Redis that fails, in one way after another', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t)
  const first = await Promise.all(fleet.replicas.map((replica) => replica.ask(HELD, { wait: 20 })))
  for (const { status } of first) assert.equal(status, 200)
  // Elsewhere an answer comes ahead of its landing, and is held after the word of that.
  await assertProven(fleet)
  const redis = redisClient(t, fleet.redis.port)

  await t.test('it is killed and comes back empty', async () => {
    await fleet.redis.kill()
    await knowsItIsAway(fleet)
    await assertHits(fleet)
    await assertTold(fleet)
    await assertFlagged(fleet)
    await fleet.redis.restart()
    await callsAgain(BACK_MS)
    await assertProven(fleet)
  })

  await t.test('it hangs', async () => {
    await callsAgain(BACK_MS, 20)
    await fleet.redis.pause()
    await knowsItIsAway(fleet)
    await assertHits(fleet)
    await assertTold(fleet)
    await assertFlagged(fleet)
    fleet.redis.resume()
    await callsAgain(BACK_MS)
    await assertProven(fleet)
  })

  await t.test('it is emptied', async () => {
    await callsAgain(BACK_MS, 20)
    await redis.flushall()
    await assertHits(fleet)
    await callsAgain(BACK_MS)
    await assertProven(fleet)
  })

  await t.test('it restarts from an old snapshot', async () => {
    await redis.save()
    await callsAgain(BACK_MS, 20)
    await fleet.redis.restart()
    await callsAgain(BACK_MS)
    await assertHits(fleet)
    await assertProven(fleet)
  })

  await t.test('it is full: misses go on too', async () => {
    await callsAgain(BACK_MS, 20)
    await redis.config('SET', 'maxmemory', '1')
    await callsAgain(BACK_MS, 30)
    await assertHits(fleet)
    await assertProven(fleet)
  })

  await strict()
})
