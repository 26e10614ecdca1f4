import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { createLocalLog } from '../../src/cache/purge-local.ts'
import { createWithdraw } from '../../src/mutaties/withdraw.ts'
import { relaties, zorgverlener } from './register.ts'
import { POLL_MS, startStage } from './stage.ts'

const codeOf = (number: number) => String(number).padStart(8, '0')
const detail = (number: number) => `zorgverlener/${codeOf(number)}`

/** So many zorgverleners that are held. */
async function holding(t: TestContext, parties: number) {
  const stage = startStage(t)
  for (let number = 1; number <= parties; number++) {
    stage.register.put(detail(number), zorgverlener(codeOf(number), 'Jansen'))
    await stage.fetch(detail(number))
  }
  const remove = (number: number) => {
    stage.register.put(detail(number), undefined)
    stage.register.change(codeOf(number))
  }
  return { ...stage, remove }
}

describe('a party that is gone is erased', () => {
  it('with its parts and every answer that names it', async (t) => {
    const { register, fetch, poll, remove, entries, wijzigingen, documentOf } = await holding(t, 2)
    register.put('zorgverlener-relaties/00000001', relaties('00000001', '00000007'))
    register.put('onderneming-relaties/00000007', relaties('00000007', '00000001', '00000002'))
    await fetch('zorgverlener-relaties/00000001')
    await fetch('onderneming-relaties/00000007')
    remove(1)
    register.put('zorgverlener-relaties/00000001', undefined)
    register.fail('onderneming-relaties/00000007')
    await poll()
    assert.equal(documentOf(detail(1)), undefined)
    assert.ok(entries.has(detail(1)), 'that it is not there is an answer')
    assert.equal(entries.has('onderneming-relaties/00000007'), false)
    assert.ok(documentOf(detail(2)))
    const erased = wijzigingen.filter(({ gebeurtenis }) => gebeurtenis === 'verwijderd')
    assert.deepEqual(
      erased.map(({ agbcode }) => agbcode),
      ['00000001'],
    )
  })

  it('an earlier fetch that names it and ends afterwards is held by nobody', async (t) => {
    const { register, fetch, poll, remove, entries, freshness, clock } = await holding(t, 1)
    register.put('onderneming-relaties/00000007', relaties('00000007', '00000001'))
    const door = register.hold('onderneming-relaties/00000007')
    const slow = fetch('onderneming-relaties/00000007')
    await door.arrived
    await clock.advance(10)
    remove(1)
    await poll()
    door.release()
    const entry = await slow
    assert.equal(freshness.judge(entry).state, 'erased')
    assert.equal(entries.has('onderneming-relaties/00000007'), false)
  })

  it('a part that is gone takes nothing else along', async (t) => {
    const { register, fetch, poll, documentOf } = await holding(t, 1)
    register.put('zorgverlener-relaties/00000001', relaties('00000001'))
    await fetch('zorgverlener-relaties/00000001')
    register.put('zorgverlener-relaties/00000001', undefined)
    register.change('00000001')
    await poll()
    assert.ok(documentOf(detail(1)))
    assert.equal(documentOf('zorgverlener-relaties/00000001'), undefined)
  })

  it('not for a failure, however often', async (t) => {
    const { register, poll, documentOf, stateOf } = await holding(t, 1)
    register.change('00000001')
    register.fail(detail(1))
    for (let times = 0; times < 5; times++) await poll()
    assert.ok(documentOf(detail(1)))
    assert.equal(stateOf(detail(1)), 'touched')
  })

  it('without a mutation only when a second fetch, a minute later, agrees', async (t) => {
    const { register, fetch, documentOf, clock } = await holding(t, 1)
    await clock.advance(1000)
    register.put(detail(1), undefined)
    assert.equal((await fetch(detail(1))).document, undefined, 'who asks hears what Vektis says')
    assert.ok(documentOf(detail(1)))
    await fetch(detail(1))
    await clock.advance(59_000)
    assert.ok(documentOf(detail(1)), 'a second within the minute says nothing')
    await clock.advance(1_000)
    assert.equal(documentOf(detail(1)), undefined)
  })

  it('and not at all when that second one brings it back', async (t) => {
    const { register, fetch, documentOf, clock } = await holding(t, 1)
    await clock.advance(1000)
    register.put(detail(1), undefined)
    await fetch(detail(1))
    register.put(detail(1), zorgverlener('00000001', 'Jansen'))
    await clock.advance(200_000)
    assert.ok(documentOf(detail(1)))
    register.put(detail(1), undefined)
    await fetch(detail(1))
    assert.ok(documentOf(detail(1)), 'the count began anew')
  })

  it('twenty at once are erased', async (t) => {
    const { poll, remove, documentOf } = await holding(t, 30)
    for (let number = 1; number <= 20; number++) remove(number)
    await poll()
    for (let number = 1; number <= 20; number++) assert.equal(documentOf(detail(number)), undefined)
  })

  it('one more, and more than a hundredth of what is held, wait for a person: all of them', async (t) => {
    const { poll, remove, documentOf, stateOf, freshness, wijzigingen, mutaties, register, clock, confirmed } =
      await holding(t, 30)
    for (let number = 1; number <= 21; number++) remove(number)
    register.put(detail(25), zorgverlener(codeOf(25), 'De Vries'))
    register.change(codeOf(25))
    await poll()
    for (let number = 1; number <= 21; number++) {
      assert.ok(documentOf(detail(number)))
      assert.equal(stateOf(detail(number)), 'waiting')
    }
    assert.deepEqual(documentOf(detail(25)), zorgverlener(codeOf(25), 'De Vries'), 'the rest goes on')
    await poll()
    await poll()
    assert.equal(freshness.waiting().size, 21)
    assert.equal(wijzigingen.filter(({ gebeurtenis }) => gebeurtenis === 'wacht').length, 21, 'told once')

    const wachtend = mutaties.wachtend()
    assert.equal(wachtend?.parties, 21)
    assert.equal(await mutaties.bevestig('of another day'), false)
    assert.equal(await mutaties.bevestig(wachtend.kenmerk), true)
    await clock.advance(1000)
    assert.deepEqual(confirmed, [21])
    assert.equal(mutaties.wachtend(), undefined)
    for (let number = 1; number <= 21; number++) assert.equal(documentOf(detail(number)), undefined)
    assert.equal(freshness.waiting().size, 0)
  })

  it('one that came back while it waited is no longer among them', async (t) => {
    const { poll, remove, register, freshness, mutaties, documentOf, clock, confirmed } = await holding(t, 30)
    for (let number = 1; number <= 21; number++) remove(number)
    await poll()
    const seen = mutaties.wachtend()?.kenmerk ?? ''
    register.put(detail(3), zorgverlener(codeOf(3), 'Jansen'))
    await poll()
    assert.equal(freshness.waiting().size, 20)
    assert.equal(await mutaties.bevestig(seen), false, 'it is no longer what the operator saw')
    await mutaties.bevestig(mutaties.wachtend()?.kenmerk ?? '')
    await clock.advance(1000)
    assert.deepEqual(confirmed, [20])
    assert.ok(documentOf(detail(3)))
  })

  it('what waits can be confirmed after another process became the dispatcher', async (t) => {
    const stage = await holding(t, 30)
    for (let number = 1; number <= 21; number++) stage.remove(number)
    await stage.poll()
    const { freshness, tagged, documentOf } = stage
    const next = createWithdraw({
      freshness,
      tagged,
      log: createLocalLog({ onEvent: freshness.apply }),
      onErased: () => {},
      onFault: (fault) => assert.fail(String(fault)),
    })
    assert.equal(await next.confirm(), 21)
    assert.equal(documentOf(detail(1)), undefined)
    assert.equal(freshness.waiting().size, 0)
  })

  it('an erasure that cannot be done is done at the next run', async () => {
    const faults: unknown[] = []
    const erased: string[] = []
    let isAway = true
    const withdraw = createWithdraw({
      freshness: { waiting: () => new Map() },
      log: { tell: async () => {} },
      tagged: {
        held: async () => new Map(),
        count: async () => 1,
        keep: async () => 'kept',
        erase: async () => {
          if (isAway) throw new Error('Redis is away')
          return 1
        },
      },
      onErased: (_, agbcode) => void erased.push(agbcode),
      onFault: (fault) => void faults.push(fault),
    })
    const absent = { fetchedAt: 1, staleAt: 2, deleteAt: 3, scope: [], tags: [], document: undefined }
    withdraw.gone({ agbcode: codeOf(1), key: detail(1), absent })
    await withdraw.settled()
    assert.equal(faults.length, 1)
    isAway = false
    withdraw.begin([])
    await withdraw.settled()
    assert.deepEqual(erased, [codeOf(1)])
  })

  it('a hundredth of much is not too much', async (t) => {
    const { poll, remove, documentOf } = await holding(t, 2200)
    for (let number = 1; number <= 22; number++) remove(number)
    await poll()
    assert.equal(documentOf(detail(1)), undefined)
    assert.equal(documentOf(detail(22)), undefined)
  })

  it('nor is what comes one by one, an interval of the poll apart', async (t) => {
    const { remove, clock, documentOf } = await holding(t, 30)
    for (let number = 1; number <= 25; number++) {
      remove(number)
      await clock.advance(POLL_MS)
      assert.equal(documentOf(detail(number)), undefined)
    }
  })
})
