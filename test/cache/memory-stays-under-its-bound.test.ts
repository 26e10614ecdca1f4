import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'
import { heapUsed } from '../support/heap.ts'

const MB = 1024 * 1024
const clock = createFakeClock()

describe('the memory store stays under its bound', () => {
  it('under a million keys, by its own count and on the real heap', async () => {
    const maxBytes = 32 * MB
    const before = heapUsed()
    const store = createMemoryStore({ maxBytes, clock })
    let most = 0
    const write = (key: number) => {
      most = Math.max(most, store.bytes())
      return store.set(`key-${key}`, entryAt(clock, { document: { naam: `naam-${key}` } }))
    }
    for (let first = 0; first < 1_000_000; first += 1000)
      await Promise.all(Array.from({ length: 1000 }, (_, index) => write(first + index)))
    const grown = heapUsed() - before
    assert.ok(most <= maxBytes, `${most} bytes counted`)
    assert.ok(store.bytes() > 0.99 * maxBytes, 'it is full')
    assert.ok(grown < 1.1 * maxBytes, `${(grown / MB).toFixed(1)} MB of heap for a bound of 32`)
    assert.ok(grown > 0.5 * maxBytes, `${(grown / MB).toFixed(1)} MB of heap only: the estimate is too dear`)
    assert.ok(await store.get('key-999999'))
    assert.equal(await store.get('key-0'), undefined)
  })

  it('the least recently read leaves first', async () => {
    const document = 'x'.repeat(10_000)
    const store = createMemoryStore({ maxBytes: 25_000, clock })
    await store.set('a', entryAt(clock, { document }))
    await store.set('b', entryAt(clock, { document }))
    await store.get('a')
    await store.set('c', entryAt(clock, { document }))
    assert.ok(await store.get('a'))
    assert.equal(await store.get('b'), undefined)
    assert.ok(await store.get('c'))
  })

  it('an entry larger than the bound is not kept, and costs no other its place', async () => {
    const store = createMemoryStore({ maxBytes: 10_000, clock })
    await store.set('small', entryAt(clock))
    await store.set('large', entryAt(clock, { document: 'x'.repeat(10_000) }))
    assert.equal(await store.get('large'), undefined)
    assert.ok(await store.get('small'))
  })

  it('what is past its deleteAt is swept out of memory', async () => {
    const own = createFakeClock()
    const store = createMemoryStore({ maxBytes: MB, clock: own })
    await store.set('soon', entryAt(own, { deleteAt: own.now() + 1000 }))
    await store.set('later', entryAt(own, { deleteAt: own.now() + 2000 }))
    const both = store.bytes()
    await own.advance(1000)
    store.sweep()
    assert.ok(store.bytes() > 0 && store.bytes() < both)
    await own.advance(1000)
    store.sweep()
    assert.equal(store.bytes(), 0)
  })

  it('closing gives all of it back', async () => {
    const store = createMemoryStore({ maxBytes: MB, clock })
    await store.set('a', entryAt(clock))
    await store.close()
    assert.equal(store.bytes(), 0)
  })
})
