import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { createMemoryStore, type MemoryStore, type Ready } from '../../src/cache/memory-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'

interface Body extends Ready {
  body: string
}

async function setup(maxBytes = 100_000) {
  const clock = createFakeClock()
  const store: MemoryStore<Body> = createMemoryStore({ maxBytes, clock })
  let made = 0
  const make = (entry: Entry, name = 'doel@1', bytes = 1000) =>
    store.ready('a', entry, name, () => ({ body: `${name} #${++made}`, bytes }))
  await store.set('a', entryAt(clock))
  const entry = await store.get('a')
  assert.ok(entry)
  return { clock, store, make, entry }
}

describe('ready answers', () => {
  it('are made once for an entry and a name', async () => {
    const { make, entry } = await setup()
    const first = make(entry)
    assert.equal(make(entry), first)
    assert.equal(first.body, 'doel@1 #1')
    assert.equal(make(entry, 'ander@1').body, 'ander@1 #2')
  })

  it('hang on the very object that the store gives each time', async () => {
    const { store, make, entry } = await setup()
    make(entry)
    assert.equal(await store.get('a'), entry)
    assert.equal(store.peek('a'), entry)
  })

  it('count as bytes held', async () => {
    const { store, make, entry } = await setup()
    const before = store.bytes()
    make(entry)
    assert.ok(store.bytes() >= before + 1000)
    await store.delete('a')
    assert.equal(store.bytes(), 0)
  })

  it('leave with their entry when a later one takes its place', async () => {
    const { clock, store, make, entry } = await setup()
    const before = store.bytes()
    make(entry)
    const later = entryAt(clock, { fetchedAt: clock.now() + 1 })
    await store.set('a', later)
    assert.equal(store.bytes(), before)
    assert.equal(make(later).body, 'doel@1 #2')
  })

  it('stay when an earlier fetch is refused', async () => {
    const { clock, store, make, entry } = await setup()
    const first = make(entry)
    await store.set('a', entryAt(clock, { fetchedAt: clock.now() - 1 }))
    assert.equal(make(entry), first)
  })

  it('are given but not kept for an entry that is no longer held', async () => {
    const { clock, store, make, entry } = await setup()
    await store.set('a', entryAt(clock, { fetchedAt: clock.now() + 1 }))
    const before = store.bytes()
    assert.equal(make(entry).body, 'doel@1 #1')
    assert.equal(make(entry).body, 'doel@1 #2')
    assert.equal(store.bytes(), before)
  })

  it('are given but not kept when their entry was replaced while they were made', async () => {
    const { clock, store, entry } = await setup()
    const later = entryAt(clock, { fetchedAt: clock.now() + 1, document: 'later' })
    store.ready('a', entry, 'doel@1', () => {
      void store.set('a', later)
      return { body: 'of the earlier', bytes: 10 }
    })
    assert.equal(store.peek('a'), later)
    assert.equal(store.ready('a', later, 'doel@1', () => ({ body: 'own', bytes: 10 })).body, 'own')
  })

  it('are given but not kept when there is no room beside their entry, which stays', async () => {
    const { store, make, entry } = await setup(2000)
    assert.equal(make(entry, 'doel@1', 2000).body, 'doel@1 #1')
    assert.equal(make(entry, 'doel@1', 2000).body, 'doel@1 #2')
    assert.equal(await store.get('a'), entry)
    assert.ok(store.bytes() <= 2000)
  })

  it('push out what was read longest ago', async () => {
    const { clock, store, make, entry } = await setup(3000)
    await store.set('old', entryAt(clock))
    await store.get('a')
    make(entry, 'doel@1', 1800)
    assert.equal(await store.get('old'), undefined)
    assert.equal(make(entry, 'doel@1').body, 'doel@1 #1')
  })
})
