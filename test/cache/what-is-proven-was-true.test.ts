import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { array, assert as assertAll, constantFrom, integer, property, record } from 'fast-check'
import { createFreshness } from '../../src/cache/freshness.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'

/** A small day, so that midnights, gaps and second changes meet often. */
const DAY = 100
const TAGS = ['a', 'b']
const dayOf = (moment: number) => Math.floor(moment / DAY) * DAY

const step = record({
  kind: constantFrom('change', 'poll', 'poll', 'fetch', 'fetch', 'overheard'),
  tag: constantFrom(...TAGS),
  pause: integer({ min: 1, max: 40 }),
  /** How long the poll or fetch takes, and when inside of that the source looked. */
  takes: integer({ min: 0, max: 12 }),
  looks: integer({ min: 0, max: 12 }),
  daysBack: integer({ min: 0, max: 2 }),
})

/** Both tags named by one relation, or only one by a detail. */
const bodies = [['a'], ['b'], ['a', 'b']]

describe('what is proven was true', () => {
  it('no entry is proven at a moment at or after a change that it does not show', () => {
    assertAll(
      property(array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const freshness = createFreshness({ clock: createFakeClock(0), reachMs: 1e9 })
        const changes: Array<{ tag: string; at: number }> = []
        const entries: Array<{ entry: ReturnType<typeof entryAt>; looked: number }> = []
        let now = 1000
        for (const { kind, tag, pause, takes, looks, daysBack } of steps) {
          now += pause
          const start = now
          const looked = start + Math.min(looks, takes)
          if (kind === 'change') {
            changes.push({ tag, at: start })
            continue
          }
          if (kind === 'fetch') {
            // It goes on while the next things happen, and shows what was so when the source looked.
            for (const tags of bodies)
              entries.push({ looked, entry: entryAt(createFakeClock(start), { fetchedAt: start, tags }) })
            continue
          }
          now += takes
          const since = dayOf(start) - daysBack * DAY
          const names = TAGS.filter((name) =>
            changes.some((change) => change.tag === name && change.at >= since && change.at <= looked),
          )
          freshness.apply({
            kind: 'named',
            records: names.map((name) => [name, freshness.named(name, { at: now, since, after: since })]),
          })
          // What is overheard from a caller names, but proves nothing of the rest.
          if (kind === 'poll') freshness.apply({ kind: 'polled', feed: freshness.polled(start, since) })
          const first = (tag: string) => changes.find((change) => change.tag === tag && change.at >= dayOf(start))
          for (const { entry, looked: seen } of entries.filter((fetched) => fetched.looked <= now)) {
            const { state, provenAt } = freshness.judge(entry)
            const missed = changes.filter(({ tag, at }) => entry.tags.includes(tag) && at > seen)
            assert.ok(provenAt >= entry.fetchedAt)
            for (const { at } of missed) assert.ok(provenAt < at, JSON.stringify({ entry, at, provenAt }))
            if (daysBack === 0 && missed.some((change) => change === first(change.tag) && change.at <= looked))
              assert.equal(state, 'touched', 'the first change of a day falls at the first poll that tells of it')
          }
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('in a day without changes everything is proven by each poll, over midnight too', () => {
    const clock = createFakeClock(0)
    const freshness = createFreshness({ clock })
    const entry = entryAt(clock, { fetchedAt: 1050 })
    let last = 1051
    for (let start = 1051; start < 1500; start += 20) {
      freshness.apply({ kind: 'polled', feed: freshness.polled(start, dayOf(last)) })
      assert.deepEqual(freshness.judge(entry), { state: 'current', provenAt: start })
      last = start
    }
    assert.ok((freshness.feed()?.polls.length ?? 0) <= 5, 'only polls that matter are remembered')
  })

  it('a poll that does not reach back to the one before proves nothing of what is older', () => {
    const clock = createFakeClock(0)
    const freshness = createFreshness({ clock })
    const entry = entryAt(clock, { fetchedAt: 1010 })
    freshness.apply({ kind: 'polled', feed: freshness.polled(1020, 1000) })
    freshness.apply({ kind: 'polled', feed: freshness.polled(1320, 1300) })
    assert.deepEqual(freshness.judge(entry), { state: 'unproven', provenAt: 1010 })
    assert.equal(freshness.judge(entryAt(clock, { fetchedAt: 1305 })).provenAt, 1320)
  })

  it('a tag named again keeps its last proof until a poll no longer names it', () => {
    const clock = createFakeClock(0)
    const freshness = createFreshness({ clock })
    const name = (at: number, since: number) =>
      freshness.apply({ kind: 'named', records: [['a', freshness.named('a', { at, since, after: since })]] })
    const poll = (start: number, since: number) =>
      freshness.apply({ kind: 'polled', feed: freshness.polled(start, since) })
    poll(1020, 1000)
    name(1031, 1000)
    poll(1030, 1000)
    const entry = entryAt(clock, { fetchedAt: 1032, tags: ['a', 'b'] })
    name(1041, 1000)
    poll(1040, 1000)
    assert.deepEqual(freshness.judge(entry), { state: 'current', provenAt: 1032 })
    const refetched = entryAt(clock, { fetchedAt: 1105, tags: ['a', 'b'] })
    poll(1110, 1100)
    assert.equal(freshness.judge(entry).provenAt, 1032, 'what happened before midnight is not known')
    assert.equal(freshness.judge(refetched).provenAt, 1110)
    name(1121, 1000)
    poll(1120, 1000)
    assert.equal(freshness.judge(refetched).provenAt, 1110, 'named by a poll that reaches further: as it was')
    poll(1130, 1100)
    assert.equal(freshness.judge(refetched).provenAt, 1130)
  })

  it('a poll that reached further goes on to bridge what later ones do not reach', () => {
    const clock = createFakeClock(0)
    const freshness = createFreshness({ clock })
    freshness.apply({ kind: 'named', records: [['a', freshness.named('a', { at: 1090, since: 1000, after: 1000 })]] })
    for (const since of [1100, 1200]) freshness.apply({ kind: 'polled', feed: freshness.polled(since + 101, since) })
    assert.equal(freshness.judge(entryAt(clock, { fetchedAt: 1150, tags: ['a'] })).provenAt, 1301)
  })

  it('nothing counts as current when its proof is older than the feed can reach', async () => {
    const clock = createFakeClock()
    const freshness = createFreshness({ clock })
    const entry = entryAt(clock)
    freshness.apply({ kind: 'polled', feed: freshness.polled(clock.now(), clock.now() - 1000) })
    await clock.advance(31 * 86_400_000)
    assert.equal(freshness.judge(entry).state, 'current')
    await clock.advance(1)
    assert.equal(freshness.judge(entry).state, 'unproven')
  })

  it('what is forgotten over the bound leaves older entries unproven, never fresh', () => {
    const clock = createFakeClock()
    const freshness = createFreshness({ clock, maxTags: 2 })
    const now = clock.now()
    const old = entryAt(clock, { fetchedAt: now, tags: ['a'] })
    for (const [index, tag] of ['a', 'b', 'c'].entries())
      freshness.apply({
        kind: 'named',
        records: [[tag, freshness.named(tag, { at: now + index + 1, since: now - 50, after: now - 50 })]],
      })
    assert.deepEqual(freshness.prune().records, ['a'])
    assert.equal(freshness.size(), 2)
    assert.equal(freshness.judge(old).state, 'unproven')
    assert.equal(freshness.judge(entryAt(clock, { fetchedAt: now + 1, tags: ['a'] })).state, 'current')
  })
})
