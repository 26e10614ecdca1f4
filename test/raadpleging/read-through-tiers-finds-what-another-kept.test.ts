// Two stores as one: what is in process when it will do, else what another process put in the shared one.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import type { CacheStore } from '../../src/cache/store.ts'
import { createTiers } from '../../src/cache/tiers.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, HOUR } from './parts.ts'

function setup(other: Partial<CacheStore> = {}) {
  const clock = createFakeClock()
  const near = createMemoryStore({ maxBytes: 100_000, clock })
  let reads = 0
  const store = createMemoryStore({ maxBytes: 100_000, clock })
  const far: CacheStore = { ...store, get: (key) => ((reads += 1), store.get(key)), ...other }
  return { clock, near, far, tiers: createTiers(near, far), farReads: () => reads }
}

const rich = (entry: Entry) => entry.scope.includes('geslacht')

describe('reading through tiers', () => {
  it('takes what is in process without a look further', async () => {
    const { clock, near, tiers, farReads } = setup()
    const entry = entryOf(clock)
    await near.set('a', entry)
    assert.equal(await tiers.get('a'), entry)
    assert.equal(farReads(), 0)
  })

  it('takes in what only the shared store has: the same object from then on', async () => {
    const { clock, near, far, tiers, farReads } = setup()
    await far.set('a', entryOf(clock))
    const entry = await tiers.get('a')
    assert.deepEqual(entry, entryOf(clock))
    assert.equal(await tiers.get('a'), entry)
    assert.equal(near.peek('a'), entry)
    assert.equal(farReads(), 1)
    assert.equal(await tiers.get('b'), undefined)
  })

  it('finds the richer shared copy when the one in process is not enough', async () => {
    const { clock, near, far, tiers } = setup()
    await near.set('a', entryOf(clock))
    await far.set('a', entryOf(clock, { scope: ['geslacht', 'naam'] }))
    assert.deepEqual((await tiers.get('a', rich))?.scope, ['geslacht', 'naam'])
    assert.deepEqual(near.peek('a')?.scope, ['geslacht', 'naam'])
  })

  it('finds the copy that another process fetched anew', async () => {
    const { clock, near, far, tiers } = setup()
    await near.set('a', entryOf(clock))
    await clock.advance(HOUR)
    const anew = entryOf(clock)
    await far.set('a', anew)
    assert.equal(await tiers.get('a', ({ staleAt }) => clock.now() < staleAt), anew)
  })

  it('keeps to what is in process when the shared copy is not enough either, or is none', async () => {
    const { clock, near, far, tiers } = setup()
    const entry = entryOf(clock)
    await near.set('a', entry)
    assert.equal(await tiers.get('a', rich), entry)
    await far.set('a', entryOf(clock, { scope: [] }))
    assert.equal(await tiers.get('a', rich), entry)
    assert.equal(near.peek('a'), entry)
  })

  it('gives a shared copy that is not enough when there is no other', async () => {
    const { clock, far, tiers } = setup()
    await far.set('a', entryOf(clock))
    assert.deepEqual(await tiers.get('a', rich), entryOf(clock))
  })

  it('prefers what was fetched later while the shared store was read', async () => {
    const { promise, resolve } = Promise.withResolvers<Entry>()
    const { clock, near, tiers } = setup({ get: () => promise })
    const reading = tiers.get('a')
    const later = entryOf(clock, { fetchedAt: clock.now() + 1 })
    await near.set('a', later)
    resolve(entryOf(clock))
    assert.equal(await reading, later)
  })

  it('gives the shared copy also when there is no room for it in process', async () => {
    const clock = createFakeClock()
    const far = createMemoryStore({ maxBytes: 100_000, clock })
    await far.set('a', entryOf(clock))
    const tiers = createTiers(createMemoryStore({ maxBytes: 10, clock }), far)
    assert.deepEqual(await tiers.get('a'), entryOf(clock))
  })
})

describe('deleting through tiers', () => {
  it('is from both, and tells when the shared store could not', async () => {
    const { clock, near, far, tiers } = setup()
    for (const store of [near, far]) await store.set('a', entryOf(clock))
    await tiers.delete('a')
    assert.equal(near.peek('a'), undefined)
    assert.equal(await far.get('a'), undefined)
    const broken = setup({ delete: () => Promise.reject(new Error('away')) })
    await broken.near.set('a', entryOf(broken.clock))
    await assert.rejects(broken.tiers.delete('a'), /away/)
    assert.equal(broken.near.peek('a'), undefined)
  })
})
