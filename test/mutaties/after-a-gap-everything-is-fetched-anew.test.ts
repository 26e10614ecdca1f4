import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { SCOPE, zorgverlener } from './register.ts'
import { startStage } from './stage.ts'

const NOW = Date.parse('2026-11-18T10:00:00Z')
const DAY = 86_400_000
const JAN = 'zorgverlener/00000001'

/** One zorgverlener is held since the day before the feed was last followed, so many days ago. */
function away(t: TestContext, days: number) {
  const lastPoll = NOW - days * DAY
  const old: Entry = {
    fetchedAt: lastPoll - DAY,
    staleAt: NOW + DAY,
    deleteAt: NOW + 2 * DAY,
    scope: SCOPE,
    tags: ['00000001'],
    document: zorgverlener('00000001', 'Jansen'),
  }
  const feed = { from: lastPoll - 5 * DAY, to: lastPoll, polls: [[lastPoll, lastPoll - 5 * DAY] as const] }
  return { old, ...startStage(t, NOW, { held: { [JAN]: old }, feed }) }
}

describe('after a gap', () => {
  it('that the feed cannot bridge nothing counts, until it was fetched anew in the background', async (t) => {
    const { old, clock, register, freshness, entries, documentOf } = away(t, 40)
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    assert.equal(freshness.judge(old).state, 'unproven')
    await clock.advance(1)
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'De Vries'), 'though no list names her')
    const anew = entries.get(JAN)
    assert.ok(anew && freshness.judge(anew).state === 'current')
    assert.equal(freshness.judge(old).state, 'unproven')
  })

  it('that it can bridge only what was named is', async (t) => {
    const { old, clock, freshness, fetched } = away(t, 20)
    await clock.advance(1)
    assert.deepEqual(freshness.judge(old), { state: 'current', provenAt: NOW })
    assert.equal(fetched(JAN), 0)
  })
})
