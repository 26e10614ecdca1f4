import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readKeys } from '../../src/lib/keys.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'
import { happens, patient, startStore, startTaggedStore } from './redis.ts'

const seals = { plain: {}, sealed: { seal: createSeal({ keys: () => readKeys('b'.repeat(64)) }) } }

describe('an older fetch never replaces a newer', () => {
  for (const [kind, seal] of Object.entries(seals))
    it(`when several write at the same time (${kind})`, async (t) => {
      await using stage = await startStore(seal)
      const clients = [1, 2, 3, 4].map(() => patient(stage.server.url))
      t.after(() => {
        for (const client of clients) client.disconnect()
      })
      await Promise.all(clients.map((client) => happens(client, 'ready')))
      const parts = { clock: stage.clock, ...seal, onFault: fail }
      const replicas = await Promise.all(clients.map((redis) => startTaggedStore({ redis, ...parts })))
      for (let round = 0; round < 20; round++) {
        const key = `round-${round}`
        const newest = stage.clock.now() + 99
        const writes = Array.from({ length: 100 }, (_, index) => newest - ((index * 37) % 100))
        await Promise.all(
          writes.map((fetchedAt, index) => replicas[index % 4]!.set(key, entryAt(stage.clock, { fetchedAt }))),
        )
        assert.equal((await replicas[0]!.get(key))?.fetchedAt, newest)
      }
    })

  it('but what is no entry of ours gives way', async () => {
    await using stage = await startStore()
    const { slow: redis, clock } = stage
    const store = await startTaggedStore({ redis, clock, onFault: fail })
    for (const junk of ['', 'x', '9'.repeat(15), 'z'.repeat(40), '99999999x9999999p']) {
      await redis.set('{agb}:entry:a', junk)
      await store.set('a', entryAt(clock))
      assert.ok(await store.get('a'), junk)
    }
  })

  it('and Redis itself drops it at its deleteAt', async () => {
    await using stage = await startStore()
    const clock = createFakeClock(Date.now())
    const deleteAt = clock.now() + 5000
    const store = await startTaggedStore({ redis: stage.slow, clock, onFault: fail })
    await store.set('a', entryAt(clock, { deleteAt }))
    assert.equal(await stage.redis.pexpiretime('{agb}:entry:a'), deleteAt)
  })
})

function fail(fault: Error): never {
  throw fault
}
