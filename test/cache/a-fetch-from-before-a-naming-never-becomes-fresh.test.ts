import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFreshness, type Freshness } from '../../src/cache/freshness.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'

const DAY = 86_400_000

function stage() {
  const clock = createFakeClock()
  const today = Math.floor(clock.now() / DAY) * DAY
  return { clock, today, freshness: createFreshness({ clock }) }
}

const name = (freshness: Freshness, tag: string, at: number, since: number, after = since) =>
  freshness.apply({ kind: 'named', records: [[tag, freshness.named(tag, { at, since, after })]] })
const poll = (freshness: Freshness, start: number, since: number) =>
  freshness.apply({ kind: 'polled', feed: freshness.polled(start, since) })

describe('a fetch from before a naming never becomes fresh', () => {
  it('whenever it is stored, and whichever of its tags was named', () => {
    const { clock, today, freshness } = stage()
    const began = clock.now()
    name(freshness, '22222222', began + 10, today)
    const late = entryAt(clock, { fetchedAt: began, tags: ['11111111', '22222222'] })
    assert.equal(freshness.judge(late).state, 'touched')
    poll(freshness, began + 20, today)
    assert.equal(freshness.judge(late).state, 'touched')
  })

  it('but one that began when the answer was in does', () => {
    const { clock, today, freshness } = stage()
    const at = clock.now()
    name(freshness, '12345678', at, today)
    assert.equal(freshness.judge(entryAt(clock, { fetchedAt: at })).state, 'current')
  })

  it('also when the naming is heard after the entry was judged', () => {
    const { clock, today, freshness } = stage()
    const entry = entryAt(clock)
    assert.equal(freshness.judge(entry).state, 'current')
    name(freshness, '12345678', clock.now() + 1, today)
    assert.equal(freshness.judge(entry).state, 'touched')
  })

  it('named again on that day it stays what it was, for each poll repeats the day', () => {
    const { clock, today, freshness } = stage()
    const first = clock.now()
    name(freshness, '12345678', first, today)
    const refetched = entryAt(clock, { fetchedAt: first + 5 })
    name(freshness, '12345678', first + 1000, today)
    assert.equal(freshness.judge(refetched).state, 'current')
    assert.equal(freshness.judge(entryAt(clock, { fetchedAt: first - 1 })).state, 'touched')
  })

  it('named since an earlier day by a poll that reaches further, it is named again', () => {
    const { clock, today, freshness } = stage()
    name(freshness, '12345678', clock.now(), today)
    const refetched = entryAt(clock, { fetchedAt: clock.now() + 5 })
    name(freshness, '12345678', clock.now() + 1000, today - DAY)
    assert.equal(freshness.judge(refetched).state, 'current')
  })

  it('named since a later day than before, it is named for the first time', () => {
    const { clock, today, freshness } = stage()
    name(freshness, '12345678', clock.now(), today)
    const refetched = entryAt(clock, { fetchedAt: clock.now() + 5 })
    name(freshness, '12345678', clock.now() + DAY, today + DAY)
    assert.equal(freshness.judge(refetched).state, 'touched')
  })

  it('named again by a window that begins after its fetch, it falls all the same', () => {
    const { clock, today, freshness } = stage()
    name(freshness, '12345678', clock.now(), today)
    const refetched = entryAt(clock, { fetchedAt: clock.now() + 5 })
    name(freshness, '12345678', clock.now() + 1000, today, clock.now() + 6)
    assert.equal(freshness.judge(refetched).state, 'touched')
  })

  it('erased goes before everything, waiting before touched', () => {
    const { clock, today, freshness } = stage()
    const entry = entryAt(clock)
    name(freshness, '12345678', clock.now() + 1, today)
    freshness.apply({ kind: 'waiting', marks: [['12345678', entry.fetchedAt + 1]] })
    assert.equal(freshness.judge(entry).state, 'waiting')
    freshness.apply({ kind: 'erased', marks: [['12345678', entry.fetchedAt]] })
    assert.equal(freshness.judge(entry).state, 'waiting', 'fetched at the very moment of the mark')
    freshness.apply({ kind: 'erased', marks: [['12345678', entry.fetchedAt + 1]] })
    assert.equal(freshness.judge(entry).state, 'erased')
  })

  it('and what is known outlives a snapshot, in whatever order it is taken in', () => {
    const { clock, today, freshness } = stage()
    const entry = entryAt(clock)
    poll(freshness, clock.now() - 1, today)
    name(freshness, '12345678', clock.now() + 1, today)
    freshness.apply({ kind: 'erased', marks: [['87654321', clock.now() + 1]] })
    const other = createFreshness({ clock })
    name(other, '12345678', clock.now() - 50, today)
    for (const from of [freshness, other, freshness]) other.merge(from.state())
    assert.equal(other.judge(entry).state, 'touched')
    assert.equal(other.judge(entryAt(clock, { tags: ['87654321'] })).state, 'erased')
    assert.deepEqual(other.feed(), freshness.feed())
  })
})
