// What every CacheStore promises, as tests; each store runs them.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CacheStore } from '../../src/cache/store.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'

const HOUR = 3_600_000

/** @param create an empty store on this clock */
export function storeContract(name: string, create: (clock: FakeClock) => Promise<CacheStore> | CacheStore): void {
  // The clock stands still, but on the real moment: Redis judges deleteAt by a clock of its own.
  const start = async () => {
    const clock = createFakeClock(Date.now())
    return { clock, store: await create(clock) }
  }

  describe(`${name} keeps the contract of a cache store`, () => {
    it('gives undefined for what it never had', async () => {
      const { store } = await start()
      assert.equal(await store.get('a'), undefined)
    })

    it('gives back what it was given, and under no other key', async () => {
      const { clock, store } = await start()
      const entry = entryAt(clock)
      await store.set('a', entry)
      assert.deepEqual(await store.get('a'), entry)
      assert.equal(await store.get('b'), undefined)
    })

    it('keeps an absent document apart from null', async () => {
      const { clock, store } = await start()
      await store.set('absent', entryAt(clock, { document: undefined }))
      await store.set('null', entryAt(clock, { document: null }))
      assert.equal((await store.get('absent'))?.document, undefined)
      assert.equal((await store.get('null'))?.document, null)
    })

    it('replaces by a later fetch, and by another cut of the same', async () => {
      const { clock, store } = await start()
      await store.set('a', entryAt(clock, { document: 1 }))
      await store.set('a', entryAt(clock, { document: 2 }))
      assert.equal((await store.get('a'))?.document, 2)
      await store.set('a', entryAt(clock, { document: 3, fetchedAt: clock.now() + 1 }))
      assert.equal((await store.get('a'))?.document, 3)
    })

    it('never replaces by an earlier fetch, in whatever order many come', async () => {
      const { clock, store } = await start()
      const moments = [4, 9, 1, 7, 3, 8, 2, 6, 5, 0].map((behind) => clock.now() - behind)
      await Promise.all(moments.map((fetchedAt) => store.set('a', entryAt(clock, { fetchedAt, document: fetchedAt }))))
      assert.equal((await store.get('a'))?.document, clock.now())
      await store.set('a', entryAt(clock, { fetchedAt: clock.now() - 1, document: 'old' }))
      assert.equal((await store.get('a'))?.document, clock.now())
    })

    it('gives a stale entry until its deleteAt, and not at it', async () => {
      const { clock, store } = await start()
      await store.set('a', entryAt(clock))
      await clock.advance(2 * HOUR - 1)
      assert.ok(await store.get('a'))
      await clock.advance(1)
      assert.equal(await store.get('a'), undefined)
    })

    it('does not keep what is past its deleteAt, nor lets it take the place of another', async () => {
      const { clock, store } = await start()
      await store.set('a', entryAt(clock, { document: 1 }))
      await store.set('a', entryAt(clock, { document: 2, deleteAt: clock.now() }))
      assert.equal((await store.get('a'))?.document, 1)
    })

    it('forgets what is deleted, and minds no second time', async () => {
      const { clock, store } = await start()
      await store.set('a', entryAt(clock))
      await store.set('b', entryAt(clock))
      await store.delete('a')
      await store.delete('a')
      assert.equal(await store.get('a'), undefined)
      assert.ok(await store.get('b'))
    })
  })
}
