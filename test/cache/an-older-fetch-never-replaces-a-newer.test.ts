import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readKeys } from '../../src/lib/keys.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'
import { startStore } from './redis.ts'

const seals = { plain: {}, sealed: { seal: createSeal({ keys: () => readKeys('b'.repeat(64)) }) } }

describe('an older fetch never replaces a newer', () => {
  for (const [kind, seal] of Object.entries(seals))
    it(`when replicas write at the same time (${kind})`, async () => {
      await using stage = await startStore(seal)
      const clients = await Promise.all([1, 2, 3, 4].map(stage.connect))
      const replicas = clients.map((redis) => createRedisStore({ redis, clock: stage.clock, ...seal, onFault: fail }))
      for (let round = 0; round < 20; round++) {
        const key = `round-${round}`
        const newest = stage.clock.now() + 99
        const writes = Array.from({ length: 100 }, (_, index) => newest - ((index * 37) % 100))
        await Promise.all(
          writes.map((fetchedAt, index) => replicas[index % 4]!.set(key, entryAt(stage.clock, { fetchedAt }))),
        )
        assert.equal((await stage.store.get(key))?.fetchedAt, newest)
      }
    })

  it('but what is no entry of ours gives way', async () => {
    await using stage = await startStore()
    const { redis, store, clock, faults } = stage
    for (const junk of ['', 'x', '9'.repeat(15), 'z'.repeat(40), '99999999x9999999p']) {
      await redis.set('{agb}:entry:a', junk)
      await store.set('a', entryAt(clock))
      assert.ok(await store.get('a'), junk)
    }
    assert.deepEqual(faults, [])
  })

  it('and Redis itself drops it at its deleteAt', async () => {
    await using stage = await startStore()
    const clock = createFakeClock(Date.now())
    const deleteAt = clock.now() + 5000
    await stage.store.set('a', entryAt(clock, { deleteAt }))
    assert.equal(await stage.redis.pexpiretime('{agb}:entry:a'), deleteAt)
  })
})

function fail(fault: Error): never {
  throw fault
}
