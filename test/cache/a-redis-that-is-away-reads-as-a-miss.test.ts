import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'
import { entryAt } from './entries.ts'
import { happens, planter, startStore, within } from './redis.ts'

describe('a Redis that is away reads as a miss', () => {
  it('at once when it was killed, and it counts', async () => {
    await using stage = await startStore()
    const { store, server, clock, faults } = stage
    await store.set('a', entryAt(clock))
    await server.kill()
    assert.equal(await within(2000, () => store.get('a')), undefined)
    assert.ok(faults.includes('unavailable'))
    assert.ok(!faults.includes('timeout'), 'nothing waited')
  })

  it('in time when it is killed under a question', async () => {
    await using stage = await startStore()
    const { store, server, clock } = stage
    await store.set('a', entryAt(clock))
    await server.pause()
    const asked = within(2000, () => store.get('a'))
    await server.kill()
    assert.equal(await asked, undefined)
  })

  it('until it returns: the same store works again', async () => {
    await using stage = await startStore()
    const { store, server, clock, redis } = stage
    await server.kill()
    assert.equal(await store.get('a'), undefined)
    const ready = happens(redis, 'ready')
    await server.restart()
    await within(3000, () => ready)
    await store.set('a', entryAt(clock))
    assert.ok(await store.get('a'))
  })

  it('also when it was never there, until it comes', async () => {
    await using server = await startRedis()
    await server.kill()
    const faults: string[] = []
    const onFault = ({ message }: Error) => void faults.push(message)
    const redis = createRedisClient({ url: server.url, onFault })
    try {
      const clock = createFakeClock(Date.now())
      const store = createRedisStore({ redis, clock, onFault })
      assert.equal(await within(2000, () => store.get('a')), undefined)
      await happens(redis, 'close')
      assert.ok(faults.includes('cache store unavailable: ECONNREFUSED'))
      const ready = happens(redis, 'ready')
      await server.restart()
      await ready
      await planter(redis)('a', entryAt(clock))
      assert.ok(await store.get('a'))
    } finally {
      redis.disconnect()
    }
  })

  it('and so does one that refuses', async () => {
    await using stage = await startStore()
    const { store, redis, faults } = stage
    await redis.lpush('{agb}:entry:a', 'a list')
    assert.equal(await store.get('a'), undefined)
    assert.deepEqual(faults, ['refused'])
  })

  it('but an erasure that did not happen is told', async () => {
    await using stage = await startStore()
    await stage.server.kill()
    await assert.rejects(stage.store.delete('a'), { name: 'StoreFault', reason: 'unavailable' })
  })
})
