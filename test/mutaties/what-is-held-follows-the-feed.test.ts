import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relaties, zorgverlener } from './register.ts'
import { startStage } from './stage.ts'

const JAN = 'zorgverlener/00000001'
const PRAKTIJK = 'onderneming-relaties/00000002'

describe('what is held follows the feed', () => {
  it('a change is there right after the poll, also where others name the party', async (t) => {
    const { register, fetch, poll, documentOf, stateOf } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    register.put(PRAKTIJK, relaties('00000002', '00000001'))
    await fetch(JAN)
    await fetch(PRAKTIJK)
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    register.put(PRAKTIJK, relaties('00000002'))
    register.change('00000001')
    await poll()
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'De Vries'))
    assert.deepEqual(documentOf(PRAKTIJK), relaties('00000002'))
    assert.equal(stateOf(JAN), 'current')
  })

  it('a fetch that began before the change and ends after the poll never counts as current', async (t) => {
    const { clock, register, fetch, poll, entries, freshness, documentOf } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    const door = register.hold(JAN)
    const slow = fetch(JAN)
    await door.arrived
    await clock.advance(1000)
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    register.change('00000001')
    await poll()
    assert.equal(entries.size, 0, 'nobody held it, so nothing was fetched')
    door.release()
    const entry = await slow
    assert.equal(freshness.judge(entry).state, 'touched')
    await poll()
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'De Vries'))
  })

  it('a second change in the same second is seen one round later, and nothing claims to know it before', async (t) => {
    const { register, fetch, poll, entries, freshness, clock, documentOf } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    register.change('00000001')
    await poll()
    await clock.advance(1)
    register.put(JAN, zorgverlener('00000001', 'Bakker'))
    register.change('00000001')
    const second = clock.now()
    const door = register.hold(JAN)
    await poll()
    const before = entries.get(JAN)
    assert.ok(before && freshness.judge(before).state === 'current', 'named again it stays servable')
    assert.ok(freshness.judge(before).provenAt < second)
    door.release()
    await clock.advance(1)
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'Bakker'))
  })

  it('codes that nobody holds cost no call and stand nowhere', async (t) => {
    const { register, poll, freshness } = startStage(t)
    register.change('00000009')
    await poll()
    await poll()
    assert.deepEqual(new Set(register.calls), new Set(['lijst']))
    assert.deepEqual(freshness.state().records, [])
  })

  it('what was not changed is proven by each poll, over midnight too, and costs nothing', async (t) => {
    const { register, fetch, entries, freshness, clock } = startStage(t, Date.parse('2026-11-18T21:30:00Z'))
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    const entry = entries.get(JAN)
    assert.ok(entry)
    for (let quarter = 0; quarter < 14; quarter += 1) {
      await clock.advance(15 * 60_000)
      assert.ok(freshness.judge(entry).provenAt >= clock.now() - 60_000)
    }
    assert.equal(register.calls.filter((call) => call === JAN).length, 1)
  })

  it('a fetch that fails leaves the old, no longer current, and is tried until it works', async (t) => {
    const { register, fetch, poll, clock, documentOf, stateOf } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    register.change('00000001')
    register.fail(JAN)
    await poll()
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'Jansen'))
    assert.equal(stateOf(JAN), 'touched')
    register.recover(JAN)
    await clock.advance(59_000)
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'De Vries'))
  })

  it('and after an hour of failing it is deleted', async (t) => {
    const { register, fetch, poll, clock, entries, wijzigingen } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    register.change('00000001')
    register.fail(JAN)
    await poll()
    await clock.advance(58 * 60_000)
    assert.ok(entries.has(JAN))
    await clock.advance(3 * 60_000)
    assert.equal(entries.has(JAN), false)
    assert.deepEqual(
      wijzigingen.map(({ gebeurtenis, aantal }) => ({ gebeurtenis, aantal })),
      [{ gebeurtenis: 'niet-ververst', aantal: 1 }],
    )
  })

  it('a list that fails moves nothing, and the next one names all of it', async (t) => {
    const { register, fetch, poll, freshness, faults, documentOf, clock } = startStage(
      t,
      Date.parse('2026-11-18T22:30:00Z'),
    )
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    await poll()
    const position = freshness.feed()?.to
    register.fail('lijst')
    register.put(JAN, zorgverlener('00000001', 'De Vries'))
    register.change('00000001')
    await clock.advance(3_600_000)
    assert.equal(freshness.feed()?.to, position)
    assert.ok(faults.length > 0)
    register.recover('lijst')
    await poll()
    assert.deepEqual(documentOf(JAN), zorgverlener('00000001', 'De Vries'))
  })

  it('a list that passes through for a caller is applied before it leaves', async (t) => {
    const { register, fetch, mutaties, stateOf, clock, freshness } = startStage(t)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    await fetch(JAN)
    await clock.advance(10)
    const position = freshness.feed()?.to
    register.fail(JAN)
    const since = Date.parse('2026-11-17T23:00:00Z')
    const applied = await mutaties.apply({
      codes: ['00000001', '00000009', '00000001'],
      startedAt: clock.now(),
      answeredAt: clock.now() + 1,
      since,
      after: since,
    })
    assert.deepEqual(applied, { named: 2, unheld: 1, first: 1 })
    assert.equal(stateOf(JAN), 'touched')
    assert.equal(freshness.feed()?.to, position, 'it may not tell of all changes')
  })
})
