// What the feed says of a held answer decides what is done with it: given, fetched behind, asked anew, or never given.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { Problem } from '../../src/errors.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { createRead } from '../../src/raadpleging/read.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { belang, createDesk, entryOf, HOUR, lezingVan, problemOf, truth, vraagOf } from './parts.ts'

const CODE = '03000001'
const vraag = vraagOf('zorgverlener')
const failure = new Problem('vektis-faalt', 'x')

/** What is held was fetched a minute ago. */
async function setup({ heard = true, mostBehindMs = Infinity } = {}) {
  const clock = createFakeClock()
  const entry = entryOf(clock)
  await clock.advance(60_000)
  const { freshness, refreshed, reading } = truth(clock, { heard, mostBehindMs })
  const desk = createDesk()
  const read = createRead({
    cache: { get: async () => entry },
    ask: desk.ask,
    ...reading,
    clock,
    onRead: () => undefined,
  })
  return {
    clock,
    entry,
    freshness,
    refreshed,
    desk,
    read: () => lezingVan(read(vraag, ['naam'], belang())),
    /** The feed names the party now. */
    name: () => {
      const naming = { at: clock.now(), since: clock.now() - HOUR, after: clock.now() - HOUR }
      freshness.apply({ kind: 'named', records: [[CODE, freshness.named(CODE, naming)]] })
    },
  }
}

const settle = () => new Promise(setImmediate)
const fetched = (clock: Clock, other: Partial<Entry> = {}) =>
  entryOf(clock, { document: { AGBCode: CODE, Achternaam: 'fetched' }, ...other })

describe('what was named since it was fetched', () => {
  it('is asked anew', async () => {
    const { clock, name, read, desk } = await setup()
    name()
    const reading = read()
    await settle()
    const now = fetched(clock)
    desk.last().resolve(now)
    const { entry, cacheStatus, onbewezen } = await reading
    assert.deepEqual([entry, cacheStatus, onbewezen], [now, 'agb-gateway; fwd=stale; stored', undefined])
  })

  it('is given when Vektis fails, with the reason', async () => {
    const { entry, name, read, desk } = await setup()
    name()
    const reading = read()
    await settle()
    desk.last().reject(failure)
    const lezing = await reading
    assert.deepEqual([lezing.entry, lezing.herkomst, lezing.onbewezen], [entry, 'stale', 'mutatie-gemeld'])
    assert.equal(lezing.cacheStatus, 'agb-gateway; fwd=stale; detail=mutatie-gemeld')
  })

  it('is asked once more when the answer comes of a fetch that began before', async () => {
    const { clock, entry, name, read, desk } = await setup()
    name()
    const reading = read()
    await settle()
    desk.last().resolve(fetched(clock, { fetchedAt: clock.now() - 1 }))
    await settle()
    assert.equal(desk.asked.length, 2)
    const now = fetched(clock)
    desk.last().resolve(now)
    assert.equal((await reading).entry, now)
    assert.notEqual(now, entry)
  })

  it('and a third time, and no more, when the second brings the same: that one had not landed yet', async () => {
    for (const third of ['fresh', 'the same'] as const) {
      const { clock, name, read, desk } = await setup()
      name()
      const reading = read()
      await settle()
      const fetchedAt = clock.now() - 1
      for (const copy of [fetched(clock, { fetchedAt }), fetched(clock, { fetchedAt })]) {
        desk.last().resolve(copy)
        await settle()
      }
      assert.equal(desk.asked.length, 3)
      desk.last().resolve(fetched(clock, third === 'fresh' ? {} : { fetchedAt }))
      const { onbewezen } = await reading
      assert.equal(onbewezen, third === 'fresh' ? undefined : 'mutatie-gemeld')
      assert.equal(desk.asked.length, 3)
    }
  })

  it('and that is what is given, flagged, when the second time brings nothing', async () => {
    const { clock, name, read, desk } = await setup()
    name()
    const reading = read()
    await settle()
    const before = fetched(clock, { fetchedAt: clock.now() - 1 })
    desk.last().resolve(before)
    await settle()
    desk.last().reject(failure)
    const lezing = await reading
    assert.deepEqual([lezing.entry, lezing.onbewezen], [before, 'mutatie-gemeld'])
  })
})

describe('what is near the end of its term', () => {
  it('is given as what it is, and fetched behind', async () => {
    const { clock, entry, read, refreshed, desk } = await setup()
    await clock.advance(0.8 * HOUR - 60_000 - 1)
    await read()
    assert.deepEqual(refreshed, [])
    await clock.advance(1)
    const lezing = await read()
    assert.deepEqual([lezing.entry, lezing.cacheStatus, lezing.onbewezen], [entry, 'agb-gateway; hit', undefined])
    assert.deepEqual([refreshed, desk.asked.length], [[vraag.sleutel], 0])
  })

  it('is not fetched anew when the feed does not vouch for it: at the end of its term it is asked anyway', async () => {
    const { clock, read, refreshed } = await setup({ mostBehindMs: 1 })
    await clock.advance(0.9 * HOUR)
    await read()
    assert.deepEqual(refreshed, [])
  })
})

describe('what is past its term', () => {
  it('and vouched for by the feed is given at once, and fetched behind', async () => {
    const { clock, entry, read, refreshed, desk } = await setup()
    await clock.advance(HOUR)
    const lezing = await read()
    assert.deepEqual([lezing.entry, lezing.herkomst, lezing.onbewezen], [entry, 'cache', undefined])
    assert.equal(lezing.cacheStatus, 'agb-gateway; hit; detail=termijn-voorbij')
    assert.deepEqual(refreshed, [vraag.sleutel])
    assert.equal(desk.asked.length, 0)
  })

  it('is asked anew when the feed is behind', async () => {
    const { clock, read, refreshed, desk } = await setup({ mostBehindMs: 1 })
    await clock.advance(HOUR)
    void read().catch(() => undefined)
    await settle()
    assert.deepEqual([desk.asked.length, refreshed], [1, []])
  })
})

describe('what is held while nothing is heard', () => {
  it('of the others is given, and said to be so', async () => {
    const { read } = await setup({ heard: false })
    const { onbewezen, cacheStatus, herkomst } = await read()
    assert.deepEqual([onbewezen, herkomst], ['stroom-onbereikbaar', 'stale'])
    assert.equal(cacheStatus, 'agb-gateway; hit; detail=stroom-onbereikbaar')
  })

  it('of the feed is given, and said to be so', async () => {
    const { read } = await setup({ mostBehindMs: 1 })
    assert.equal((await read()).onbewezen, 'feed-achter')
  })
})

describe('an erasure', () => {
  it('that waits for a person leaves what is held, flagged, and asks nothing', async () => {
    const { clock, freshness, read, desk } = await setup()
    freshness.apply({ kind: 'waiting', marks: [[CODE, clock.now()]] })
    assert.equal((await read()).onbewezen, 'verwijdering-wacht')
    assert.equal(desk.asked.length, 0)
  })

  it('that was done makes it a miss, whatever Vektis does', async () => {
    const { clock, freshness, read, desk } = await setup()
    freshness.apply({ kind: 'erased', marks: [[CODE, clock.now()]] })
    const reading = read()
    await settle()
    desk.last().reject(failure)
    assert.equal((await problemOf(reading)).code, 'vektis-faalt')
  })

  it('keeps what was fetched before it from being given, also when it is all that comes', async () => {
    const { clock, entry, freshness, read, desk } = await setup()
    freshness.apply({ kind: 'erased', marks: [[CODE, clock.now()]] })
    const reading = read()
    for (let asked = 0; asked < 3; asked += 1) {
      await settle()
      desk.last().resolve({ ...entry })
    }
    assert.equal((await problemOf(reading)).code, 'geen-plaats')
  })
})
