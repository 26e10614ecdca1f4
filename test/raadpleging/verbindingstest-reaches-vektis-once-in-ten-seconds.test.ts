// Many callers at several replicas, one question: asked at most once in ten seconds, whoever is the dispatcher.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import type { Entry } from '../../src/cache/entry.ts'
import { createTiers } from '../../src/cache/tiers.ts'
import { type Ask, type AskOrReject, NoPlace } from '../../src/dispatch/question.ts'
import { bewaarsnede } from '../../src/doelbinding/bewaren.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { createAskAndKeep } from '../../src/raadpleging/ask-and-keep.ts'
import { createFetchEntry, type Fetched } from '../../src/raadpleging/fetch-entry.ts'
import { createFetchTest } from '../../src/raadpleging/fetch-test.ts'
import { createHoudbaarheid } from '../../src/raadpleging/houdbaarheid.ts'
import { Opgehangen } from '../../src/raadpleging/opgehangen.ts'
import { createVerbindingstest } from '../../src/raadpleging/verbindingstest.ts'
import { TEST, type Vraag } from '../../src/raadpleging/vraag.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { belang, controlOf, lezingVan, problemOf, vraagOf } from './parts.ts'

const settle = () => new Promise(setImmediate)
const square = (number: number): Outcome => ({
  kind: 'record',
  document: { Number: number, MultipliedBySelf: number * number },
})
const failure: Outcome = { kind: 'failed', reason: 'status', status: 500 }

/** Replicas on one shared store; each could be the dispatcher, and the calls come to what the test says. */
function fleet() {
  const clock = createFakeClock()
  const store = () => createMemoryStore({ maxBytes: 100_000, clock })
  const far = store()
  const calls: Array<PromiseWithResolvers<Outcome>> = []
  let givenBack = 0
  const control = controlOf(
    () => {
      const call = Promise.withResolvers<Outcome>()
      calls.push(call)
      return call.promise
    },
    () => void (givenBack += 1),
  )
  control.early = () => assert.fail('nobody has the test before it is written down')

  function replica() {
    const near = store()
    const cache = createTiers(near, far)
    const note = async (key: string, entry: Entry) => {
      await near.set(key, entry)
      await far.set(key, entry)
    }
    const fetchEntry = createFetchEntry({
      land: async (key, entry) => {
        await note(key, entry)
        return true
      },
      volg: async () => assert.fail('it is no list of changed codes'),
      clock,
      bewaarsnede: (bevraging) => bewaarsnede([], bevraging, clock.now()),
      houdbaarheid: createHoudbaarheid({ ttlSeconds: 86_400, staleSeconds: 86_400, mutationPollSeconds: 300 }),
      onUnknown: () => undefined,
      onOutcome: () => undefined,
    })
    const fetchTest = createFetchTest({ fetchEntry, cache, note: (entry) => note(TEST, entry), clock })
    const running = new Map<string, Promise<Fetched>>()
    /** Its desk, as far as it matters here: one call at a time for a key. */
    const desk: AskOrReject<Vraag, Fetched> = ({ key, parts }) => {
      const answer = running.get(key) ?? fetchTest(parts, control).finally(() => running.delete(key))
      running.set(key, answer)
      return answer
    }
    const ask = createAskAndKeep({ ask: (question) => current.ask(question), near })
    const readTest = createVerbindingstest({ cache, ask, clock })
    const read = async (number: number) => {
      const reading = lezingVan(readTest(vraagOf('test', { number: String(number) }), belang()))
      // Whoever fails may do so before the test looks.
      reading.catch(() => undefined)
      await settle()
      return {
        /** What came of it, by now. */
        outcome: () => Promise.race([reading, settle().then(() => assert.fail('it waits for a call'))]),
      }
    }
    return { desk, read }
  }

  const replicas = [replica(), replica()] as const
  const current: { ask: Ask<Vraag, Fetched> } = { ask: replicas[0].desk }
  const [{ read }, { read: readElsewhere }] = replicas
  /** The other replica makes the calls from now on. */
  const handOver = () => (current.ask = replicas[1].desk)
  const last = () => calls.at(-1) ?? assert.fail('no call')
  return { clock, calls, givenBack: () => givenBack, current, read, readElsewhere, handOver, last }
}

describe('the connectivity test', () => {
  it('is asked once for all who come while it is out, at any replica; each gets its own square', async () => {
    const { calls, last, read, readElsewhere } = fleet()
    const readings = [await read(7), await readElsewhere(7), await readElsewhere(-12)]
    last().resolve(square(7))
    const [first, second, third] = await Promise.all(readings.map(({ outcome }) => outcome()))
    assert.deepEqual(first?.entry.document, { Number: 7, MultipliedBySelf: 49 })
    assert.deepEqual(second?.entry, first?.entry)
    assert.deepEqual(third?.entry.document, { Number: -12, MultipliedBySelf: 144 })
    assert.equal(third?.entry.fetchedAt, first?.entry.fetchedAt)
    for (const lezing of [first, second, third]) {
      assert.equal(lezing?.herkomst, 'vektis')
      assert.equal(lezing?.cacheStatus, 'agb-gateway; fwd=miss')
    }
    assert.equal(calls.length, 1)
  })

  it('stands for ten seconds at every replica, and is asked again then', async () => {
    const { clock, calls, last, read, readElsewhere } = fleet()
    const first = await read(7)
    last().resolve(square(7))
    await first.outcome()
    await clock.advance(9_999)
    for (const ask of [read, readElsewhere]) {
      const held = await (await ask(8)).outcome()
      assert.deepEqual([held.herkomst, held.cacheStatus], ['cache', 'agb-gateway; hit'])
      assert.deepEqual(held.entry.document, { Number: 8, MultipliedBySelf: 64 })
    }
    assert.equal(calls.length, 1)
    await clock.advance(1)
    const again = await readElsewhere(7)
    last().resolve(square(7))
    assert.equal((await again.outcome()).herkomst, 'vektis')
    assert.equal(calls.length, 2)
  })

  it('that failed stands as long, for everyone, also after another became the dispatcher', async () => {
    const { clock, calls, last, read, readElsewhere, handOver } = fleet()
    const first = await read(7)
    await clock.advance(300)
    last().resolve(failure)
    assert.equal((await problemOf(first.outcome())).code, 'vektis-faalt')
    handOver()
    await clock.advance(9_999)
    for (const ask of [read, readElsewhere])
      assert.equal((await problemOf((await ask(8)).outcome())).code, 'vektis-faalt')
    assert.equal(calls.length, 1)
    await clock.advance(1)
    await read(7)
    assert.equal(calls.length, 2)
  })

  it('that failed is not tried again at once by a dispatcher that tries other questions again', async () => {
    const { calls, givenBack, current, last, read } = fleet()
    const first = await read(7)
    last().resolve(failure)
    await problemOf(first.outcome())
    const question = { key: 'test', parts: vraagOf('test', { number: '7' }), lane: 'interactive', ...belang() } as const
    const problem = await problemOf(current.ask(question))
    assert.deepEqual([problem.code, problem.cause], ['vektis-faalt', undefined])
    assert.deepEqual([calls.length, givenBack()], [1, 1], 'its line is for another')
  })

  it('that is out when the dispatcher is gone is not sent by the next for ten seconds', async () => {
    const { clock, calls, read, readElsewhere, handOver } = fleet()
    await read(7)
    handOver()
    await clock.advance(2_500)
    for (const ask of [read, readElsewhere]) {
      const { code, headers } = await problemOf((await ask(7)).outcome())
      assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '8'])
    }
    await clock.advance(7_500)
    await readElsewhere(7)
    assert.equal(calls.length, 2)
  })

  it('that did not go out was never asked: the next caller tries again', async () => {
    const { calls, last, read } = fleet()
    const first = await read(7)
    last().resolve({ kind: 'failed', reason: 'not-sent' })
    await problemOf(first.outcome())
    await read(7)
    assert.equal(calls.length, 2)
  })

  it('that was refused a place was never asked either', async () => {
    const { calls, current, read } = fleet()
    const { ask } = current
    current.ask = () => new NoPlace(4)
    const { code, headers } = await problemOf((await read(7)).outcome())
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '4'])
    current.ask = ask
    await read(7)
    assert.equal(calls.length, 1)
  })

  it('does not square what may not fit 32 bits, but says when to ask', async () => {
    const { clock, last, read } = fleet()
    const first = await read(7)
    last().resolve(square(7))
    await first.outcome()
    const { entry } = await (await read(46_340)).outcome()
    assert.deepEqual(entry.document, { Number: 46_340, MultipliedBySelf: 2_147_395_600 })
    await clock.advance(2_500)
    const { code, headers } = await problemOf((await read(-46_341)).outcome())
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '8'])
  })

  it('whose number Vektis refuses says nothing of another number', async () => {
    const { clock, last, read, readElsewhere } = fleet()
    const large = await read(2_147_483_647)
    const other = await readElsewhere(7)
    last().resolve({ kind: 'refused', status: 400 })
    assert.equal((await problemOf(large.outcome())).code, 'vektis-weigert-vraag')
    const told = await problemOf(other.outcome())
    assert.deepEqual([told.code, told.headers['Retry-After']], ['geen-plaats', '10'])
    await clock.advance(3_000)
    const later = await problemOf((await read(7)).outcome())
    assert.deepEqual([later.code, later.headers['Retry-After']], ['geen-plaats', '7'])
  })

  it('that Vektis does not have is absent for every number', async () => {
    const { last, read } = fleet()
    const readings = [await read(7), await read(8)]
    last().resolve({ kind: 'absent' })
    for (const { outcome } of readings) assert.equal((await outcome()).entry.document, undefined)
  })

  it('hides no defect of ours behind words of Vektis, and no caller that has gone', async () => {
    const { current, read } = fleet()
    current.ask = () => Promise.reject(new TypeError('x'))
    assert.equal((await problemOf((await read(7)).outcome())).code, 'interne-fout')
    current.ask = () => Promise.reject(new Opgehangen())
    await assert.rejects((await read(7)).outcome(), Opgehangen)
  })
})
