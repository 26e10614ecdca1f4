import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { createFreshness } from '../../src/cache/freshness.ts'
import type { PurgeEvent } from '../../src/cache/purge-event.ts'
import type { Held } from '../../src/cache/tags.ts'
import { createApply } from '../../src/mutaties/apply.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const DAY = Date.parse('2026-11-17T23:00:00Z')
const FETCHED = DAY + 1000

function stage() {
  const clock = createFakeClock(FETCHED)
  const freshness = createFreshness({ clock })
  const told: PurgeEvent[] = []
  const standing = new Map<string, Held[]>()
  const entry: Entry = {
    fetchedAt: FETCHED,
    staleAt: FETCHED + 1e6,
    deleteAt: FETCHED + 2e6,
    scope: [],
    tags: ['00000001', '00000002'],
    document: {},
  }
  const { apply, land } = createApply({
    freshness,
    log: {
      settle: async () => {},
      tell: async (event) => {
        told.push(event)
        freshness.apply(event)
      },
    },
    held: async (codes) => new Map(codes.flatMap((code) => (standing.has(code) ? [[code, standing.get(code)!]] : []))),
    onNamed: () => {},
  })
  const list = (at: number, ...codes: string[]) =>
    apply({ codes, startedAt: at - 5, answeredAt: at, since: DAY, after: DAY })
  const write = async () => {
    for (const tag of entry.tags) standing.set(tag, [{ key: 'k', fetchedAt: entry.fetchedAt }])
  }
  return { freshness, told, standing, entry, land, list, write }
}

describe('a list and a landing never miss each other', () => {
  it('what lands after a list that named it is told of before it is written', async () => {
    const { freshness, told, entry, land, list, write } = stage()
    await list(FETCHED + 10, '00000002', '00000003')
    assert.equal(told.length, 0)
    await land(entry, async () => {
      assert.equal(freshness.judge(entry).state, 'touched')
      await write()
    })
    assert.deepEqual(
      told.flatMap((event) => (event.kind === 'named' ? event.records.map(([tag]) => tag) : [])),
      ['00000002'],
    )
  })

  it('a list that comes while an entry is being written finds it written', async () => {
    const { freshness, entry, land, list, write } = stage()
    const door = Promise.withResolvers<void>()
    const landing = land(entry, async () => {
      await door.promise
      await write()
    })
    const listing = list(FETCHED + 10, '00000002')
    door.resolve()
    await Promise.all([landing, listing])
    assert.equal(freshness.judge(entry).state, 'touched')
  })

  it('also when that write fails the list goes on', async () => {
    const { entry, land, list } = stage()
    const door = Promise.withResolvers<void>()
    const landing = land(entry, () => door.promise)
    const listing = list(FETCHED + 10, '00000002')
    door.reject(new Error('no room'))
    await assert.rejects(landing)
    assert.deepEqual(await listing, { named: 1, unheld: 1, first: 0 })
  })

  it('what was named before and after its fetch is not proven by the list that named it again', async () => {
    const { freshness, entry, land, list, write } = stage()
    const poll = (start: number) => freshness.apply({ kind: 'polled', feed: freshness.polled(start, DAY) })
    await list(FETCHED - 100, '00000002')
    poll(FETCHED - 105)
    await list(FETCHED + 100, '00000002')
    poll(FETCHED + 95)
    await land(entry, write)
    assert.deepEqual(freshness.judge(entry), { state: 'current', provenAt: FETCHED })
  })

  it('what nothing is known against may be given elsewhere at once, before a list that comes then is applied', async () => {
    const { entry, land, list, write } = stage()
    const steps: string[] = []
    const door = Promise.withResolvers<void>()
    const landing = land(
      entry,
      async () => {
        await door.promise
        await write()
        steps.push('written')
      },
      () => steps.push('given'),
    )
    const listing = list(FETCHED + 10, '00000002').then(() => steps.push('applied'))
    door.resolve()
    await Promise.all([landing, listing])
    assert.deepEqual(steps, ['given', 'written', 'applied'])
  })

  // fetch begins → the list names it, told to nobody, and proves all else → given elsewhere now, that list would prove it
  it('what a list named that was told to nobody is not given before it is told', async () => {
    const { entry, land, list, write } = stage()
    await list(FETCHED + 10, '00000002')
    await land(entry, write, () => assert.fail('given'))
  })

  // a landing tells what was named → the next list names it again, and waits → nothing is written → it must be told again
  it('what was named again while it was told is told to who lands next', async () => {
    const { told, entry, land, list, write } = stage()
    await list(FETCHED + 10, '00000002')
    const failing = land(entry, async () => {
      throw new Error('no room')
    })
    const again = list(FETCHED + 20, '00000002')
    await assert.rejects(failing)
    await again
    await land(entry, write)
    const namings = told.flatMap((event) => (event.kind === 'named' ? event.records : []))
    assert.deepEqual(
      namings.map(([, { namedAt }]) => namedAt - FETCHED),
      [10, 20],
    )
  })

  it('nor what is known to be out of date, or erased', async () => {
    for (const event of [
      { kind: 'named', records: [['00000001', { namedAt: FETCHED + 1, after: FETCHED + 1, since: DAY, quiet: [] }]] },
      { kind: 'erased', marks: [['00000001', FETCHED + 1]] },
    ] as unknown as PurgeEvent[]) {
      const { freshness, entry, land, write } = stage()
      freshness.apply(event)
      assert.match(freshness.judge(entry).state, /touched|erased/)
      await land(entry, write, () => assert.fail('given'))
    }
  })

  it('what is not written because it could not be told is not written', async () => {
    const { entry, freshness } = stage()
    const { apply, land } = createApply({
      freshness,
      log: { settle: async () => {}, tell: () => Promise.reject(new Error('Redis is away')) },
      held: async () => new Map(),
      onNamed: () => {},
    })
    await apply({ codes: ['00000001'], startedAt: FETCHED, answeredAt: FETCHED + 1, since: DAY, after: DAY })
    await assert.rejects(
      land(entry, async () => assert.fail('written')),
      { message: 'Redis is away' },
    )
  })
})
