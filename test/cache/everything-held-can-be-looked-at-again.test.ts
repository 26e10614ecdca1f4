// Every entry, in process and in Redis, can be judged anew: it stays, gives way to another, or goes.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createRedisRevision } from '../../src/cache/revise.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { readKeys } from '../../src/lib/keys.ts'
import type { CacheStore, Judge } from '../../src/cache/store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'
import { planter, startStore } from './redis.ts'

/** By the number in its key: a third stays, a third is cut, a third goes. */
const judge: Judge = (key, entry) => {
  const rest = Number(key.slice(1)) % 3
  return rest === 0 ? entry : rest === 1 ? { ...entry, scope: ['naam'], document: { naam: 'Jansen' } } : undefined
}

const COUNT = 999
const keys = Array.from({ length: COUNT }, (_, index) => `k${index}`)

async function checkAll(store: Pick<CacheStore, 'get'>): Promise<void> {
  for (const [index, key] of keys.entries()) {
    const entry = await store.get(key)
    const scope = [['identificatie', 'naam'], ['naam'], undefined][index % 3]
    assert.deepEqual(entry?.scope, scope, key)
  }
}

test('in process, with what was made from them', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore<{ bytes: number; text: string }>({ maxBytes: 10_000_000, clock })
  for (const key of keys) await store.set(key, entryAt(clock))
  const entry = store.peek('k0')
  assert.ok(entry)
  const make = (text: string) => store.ready('k0', entry, 'doel', () => ({ bytes: 10, text })).text
  assert.deepEqual([make('old'), make('new')], ['old', 'old'])

  assert.deepEqual(store.revise(judge), { rewritten: COUNT / 3, deleted: COUNT / 3 })
  await checkAll(store)
  assert.equal(store.peek('k0'), entry)
  assert.equal(make('new'), 'new', 'made by another policy')
})

test('in process, who was used last stays longest', async () => {
  const clock = createFakeClock()
  const one = createMemoryStore({ maxBytes: 1_000_000, clock })
  await one.set('a', entryAt(clock))
  const store = createMemoryStore({ maxBytes: 3 * one.bytes(), clock })
  for (const key of ['a', 'b', 'c']) await store.set(key, entryAt(clock))
  store.revise((_key, entry) => entry)
  await store.set('d', entryAt(clock))
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => store.peek(key) !== undefined),
    [false, true, true, true],
  )
})

for (const sealed of [false, true])
  test(`in Redis, ${sealed ? 'sealed' : 'plain'}`, async () => {
    const sealKeys = readKeys(`k1:${randomBytes(32).toString('hex')}`)
    const seal = sealed ? { seal: createSeal({ keys: () => sealKeys }) } : {}
    await using at = await startStore(seal)
    for (const key of keys) await at.store.set(key, entryAt(at.clock))
    await at.redis.set('{agb}:other', 'x')
    await at.redis.set('{agb}:entry:strange', 'x')
    const revise = createRedisRevision({ redis: at.slow, onFault: () => {}, ...seal })

    assert.deepEqual(await revise(judge), { rewritten: COUNT / 3, deleted: COUNT / 3 })
    await checkAll(createRedisStore({ redis: at.slow, clock: at.clock, onFault: () => {}, ...seal }))
    assert.equal(await at.redis.exists('{agb}:other', '{agb}:entry:strange'), 2, 'what is no entry of ours is let be')
    const left = await at.redis.pttl('{agb}:entry:k1')
    assert.ok(left > 0 && left <= 2 * 3_600_000, 'it ends when it would have')
  })

test('in Redis, a later fetch that comes in between is not put back', async () => {
  await using at = await startStore()
  await at.store.set('k1', entryAt(at.clock))
  const later = entryAt(at.clock, { fetchedAt: at.clock.now() + 60_000, scope: ['later'] })
  const put = planter(await at.connect())
  const revise = createRedisRevision({ redis: at.redis, onFault: () => {} })
  const set = Promise.withResolvers<void>()
  // The write of the other replica is sent first, and so Redis runs it before ours.
  await revise((_key, entry) => {
    put('k1', later).then(set.resolve, set.reject)
    return { ...entry, scope: [] }
  })
  await set.promise
  assert.deepEqual((await at.store.get('k1'))?.scope, ['later'])
})

test('in Redis, what fails is told and rejects', async () => {
  await using at = await startStore()
  await at.store.set('k1', entryAt(at.clock))
  const told: string[] = []
  const revise = createRedisRevision({ redis: at.redis, onFault: ({ reason }) => void told.push(reason) })
  await at.server.kill()
  await assert.rejects(revise(judge), { name: 'StoreFault' })
  assert.equal(told.length, 1)
})

test('in Redis, a round can be broken off', async () => {
  await using at = await startStore()
  const told: string[] = []
  const revise = createRedisRevision({ redis: at.redis, onFault: ({ reason }) => void told.push(reason) })
  await assert.rejects(revise(judge, AbortSignal.abort()), { name: 'AbortError' })
  assert.deepEqual(told, [])
})
