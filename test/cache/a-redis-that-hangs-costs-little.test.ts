import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entryAt } from './entries.ts'
import { happens, startStore, within } from './redis.ts'

describe('a Redis that hangs', () => {
  it('is a miss within the time of one command', async () => {
    await using stage = await startStore()
    const { store, server, clock, faults } = stage
    await store.set('a', entryAt(clock))
    await server.pause()
    assert.equal(await within(2000, () => store.get('a')), undefined)
    assert.deepEqual(faults, ['timeout'])
  })

  it('is not asked after three time-outs, but once a second', async () => {
    await using stage = await startStore()
    const { store, server, clock, faults } = stage
    await server.pause()
    for (const _ of [1, 2, 3]) await store.get('a')
    assert.equal(faults.length, 3)
    await store.get('a')
    assert.equal(faults.length, 3)
    await clock.advance(1000)
    await Promise.all([store.get('a'), store.get('a')])
    assert.equal(faults.length, 4)
  })

  it('is used again when it goes on', async () => {
    await using stage = await startStore()
    const { store, server, clock } = stage
    await store.set('a', entryAt(clock))
    await server.pause()
    for (const _ of [1, 2, 3]) await store.get('a')
    server.resume()
    await clock.advance(1000)
    assert.ok(await store.get('a'))
    assert.ok(await store.get('a'))
  })

  it('on a link that stays silent is connected to anew', async () => {
    await using stage = await startStore()
    const { store, server, clock, redis } = stage
    await store.set('a', entryAt(clock))
    await server.pause()
    const closed = happens(redis, 'close')
    await store.get('a')
    await within(3000, () => closed)
    const ready = happens(redis, 'ready')
    server.resume()
    await within(3000, () => ready)
    assert.ok(await store.get('a'))
  })
})
