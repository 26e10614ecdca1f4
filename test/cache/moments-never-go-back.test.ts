import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMoments } from '../../src/cache/moments.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryAt } from './entries.ts'
import { startFleet } from './purge-fleet.ts'

describe('moments never go back', () => {
  it('are those of the clock as long as that goes forward', async () => {
    const clock = createFakeClock(1_000)
    const moments = createMoments(clock)
    assert.deepEqual([moments.now(), moments.now()], [1_000, 1_000])
    await clock.advance(5)
    assert.equal(moments.now(), 1_005)
  })

  it('each is later than the one before while the clock is behind, and the clock holds again once it has caught up', async () => {
    const clock = createFakeClock(1_000)
    const moments = createMoments(clock)
    moments.passed(1_010)
    assert.deepEqual([moments.now(), moments.now()], [1_011, 1_012])
    moments.passed(900)
    assert.equal(moments.now(), 1_013)
    await clock.advance(50)
    assert.equal(moments.now(), 1_050)
  })

  it('nor when the clock is set back', () => {
    let now = 1_000
    const moments = createMoments({ ...createFakeClock(), now: () => now })
    moments.now()
    now = 400
    assert.equal(moments.now(), 1_001)
  })

  it('at the next dispatcher neither, whatever the one before fetched, named or erased by a clock that was ahead', async (t) => {
    const { clock, grant, replica } = await startFleet(t)
    const ahead = clock.now() + 5_000
    await grant('1')
    const before = await replica()
    await before.log.prepare()
    const steps = {
      fetched: () => before.tagged.keep('detail/a', entryAt(clock, { fetchedAt: ahead, tags: ['a'] })),
      named: () => {
        const record = before.freshness.named('b', { at: ahead + 1, since: 0, after: 0 })
        return before.log.tell({ kind: 'named', records: [['b', record]] })
      },
      erased: () => before.tagged.erase([['c', ahead + 2]]),
    }
    let token = 1
    for (const [at, [what, step]] of Object.entries(steps).entries()) {
      await step()
      await grant(String(++token))
      const next = await replica()
      await next.log.prepare()
      assert.equal(next.moments.now(), ahead + at + 1, what)
      await grant('1')
    }
  })
})
