// Fresh: given. Not fresh, or not held: asked. Asked in vain: the old copy, flagged, while it may still be served.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { NoAnswer, NoPlace, TooLate } from '../../src/dispatch/question.ts'
import { Problem } from '../../src/errors.ts'
import { Opgehangen } from '../../src/raadpleging/opgehangen.ts'
import { createRead } from '../../src/raadpleging/read.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { belang, createDesk, entryOf, HOUR, lezingVan, problemOf, truth, vraagOf } from './parts.ts'

const vraag = vraagOf('zorgverlener')
const failure = new Problem('vektis-faalt', 'x')

async function setup({ age = 0, isHeld = true } = {}) {
  const clock = createFakeClock()
  const entry = isHeld ? entryOf(clock) : undefined
  await clock.advance(age)
  const desk = createDesk()
  const results: string[] = []
  const read = createRead({
    cache: { get: async (key) => (key === vraag.sleutel ? entry : undefined) },
    ask: desk.ask,
    ...truth(clock).reading,
    clock,
    onRead: (result) => results.push(result),
  })
  /** Reads; what is asked is answered with this entry or fault. */
  const readWith = async (answer: Entry | Error, scope: readonly string[] = ['naam']) => {
    const reading = read(vraag, scope, belang(123))
    await new Promise(setImmediate)
    if (answer instanceof Error) desk.asked.at(-1)?.reject(answer)
    else desk.asked.at(-1)?.resolve(answer)
    return lezingVan(reading)
  }
  return {
    clock,
    desk,
    entry,
    results,
    read,
    readWith,
    fetched: entryOf(clock, { document: { Achternaam: 'fetched' } }),
  }
}

describe('what is held', () => {
  it('and fresh is a hit, until the moment it is not', async () => {
    const { entry, results, readWith, desk } = await setup({ age: HOUR - 1 })
    const lezing = await readWith(failure)
    assert.deepEqual(lezing, { entry, herkomst: 'cache', cacheStatus: 'agb-gateway; hit' })
    assert.deepEqual(results, ['hit'])
    assert.equal(desk.asked.length, 0)
  })

  it('and not fresh is asked anew', async () => {
    const { fetched, results, readWith, desk } = await setup({ age: HOUR })
    const lezing = await readWith(fetched)
    assert.deepEqual(lezing, { entry: fetched, herkomst: 'vektis', cacheStatus: 'agb-gateway; fwd=stale; stored' })
    assert.deepEqual(results, ['miss'])
    const { key, parts, lane, caller, weight, deadline } = desk.last()
    const question = { key: vraag.sleutel, parts: vraag, lane: 'interactive', caller: 'zis', weight: 1, deadline: 123 }
    assert.deepEqual({ key, parts, lane, caller, weight, deadline }, question)
  })

  it('is given, flagged, when Vektis fails or there is no place', async () => {
    for (const [fault, onbewezen] of [
      [failure, 'vektis-onbereikbaar'],
      [new Problem('vektis-begrenst', 'x'), 'vektis-onbereikbaar'],
      [new TooLate(), 'vektis-onbereikbaar'],
      [new NoAnswer(), 'vektis-onbereikbaar'],
      [new NoPlace(3), 'feed-achter'],
    ] as const) {
      const { entry, results, readWith } = await setup({ age: 2 * HOUR - 1 })
      const cacheStatus = `agb-gateway; fwd=stale; detail=${onbewezen}`
      assert.deepEqual(await readWith(fault), { entry, herkomst: 'stale', cacheStatus, onbewezen })
      assert.deepEqual(results, ['stale'])
    }
  })

  it('is given, flagged, when there is no place at once; without one that is said', async () => {
    for (const isHeld of [true, false]) {
      const { desk, entry, results, read } = await setup({ age: HOUR, isHeld })
      desk.refuse(new NoPlace(3))
      const lezing = await read(vraag, ['naam'], belang())
      if (lezing instanceof Problem)
        assert.deepEqual([lezing.code, lezing.headers], ['geen-plaats', { 'Retry-After': '3' }])
      else assert.deepEqual([lezing.entry, lezing.onbewezen], [entry, 'feed-achter'])
      assert.equal(lezing instanceof Problem, !isHeld)
      assert.deepEqual(results, isHeld ? ['stale'] : [])
    }
  })

  it('hides no refusal of the question itself, and no defect of ours', async () => {
    for (const [fault, code] of [
      [new Problem('vektis-weigert-vraag', 'x'), 'vektis-weigert-vraag'],
      [new TypeError('of ours'), 'interne-fout'],
    ] as const) {
      const { results, readWith } = await setup({ age: HOUR })
      assert.equal((await problemOf(readWith(fault))).code, code)
      assert.deepEqual(results, [])
    }
  })

  it('is not given past its last moment, also when that came while we asked', async () => {
    const { clock, desk, results, read } = await setup({ age: 2 * HOUR - 1 })
    const reading = read(vraag, ['naam'], belang())
    await clock.advance(1)
    desk.last().reject(failure)
    assert.equal((await problemOf(reading)).code, 'vektis-faalt')
    assert.deepEqual(results, [])
  })

  it('is a miss when it was kept for fewer categories, and is no old copy either', async () => {
    const { clock, readWith } = await setup()
    const richer = entryOf(clock, { scope: ['geslacht', 'naam'] })
    const lezing = await readWith(richer, ['naam', 'geslacht'])
    assert.deepEqual(lezing, { entry: richer, herkomst: 'vektis', cacheStatus: 'agb-gateway; fwd=miss; stored' })
    assert.equal(await problemOf(readWith(failure, ['geslacht'])), failure)
  })

  it('is asked for by what is enough: fresh, and of every category needed', async () => {
    const clock = createFakeClock()
    const judged: boolean[] = []
    const entries = [entryOf(clock), entryOf(clock, { scope: [] }), entryOf(clock, { staleAt: clock.now() })]
    const cache = {
      get: async (_key: string, enough: (entry: Entry) => boolean) => {
        judged.push(...entries.map(enough))
        return entries[0]
      },
    }
    await createRead({ cache, ask: createDesk().ask, ...truth(clock).reading, clock, onRead: () => undefined })(
      vraag,
      ['naam'],
      belang(),
    )
    assert.deepEqual(judged, [true, false, false])
  })
})

describe('an answer of a replica with another policy', () => {
  it('that was cut to less than this doel gives is not delivered as if it were whole', async () => {
    const { fetched, results, readWith } = await setup({ isHeld: false })
    const { code, headers, detail } = await problemOf(readWith(fetched, ['naam', 'geslacht']))
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '5'])
    assert.match(detail, /policy/)
    assert.deepEqual(results, [])
  })

  it('gives way to the old copy that has it all', async () => {
    const { clock, entry, readWith } = await setup({ age: HOUR })
    assert.equal((await readWith(entryOf(clock, { scope: [] }))).entry, entry)
  })

  it('of another version, whose documents are built otherwise, is not delivered either', async () => {
    const { clock, readWith } = await setup({ isHeld: false })
    assert.equal((await problemOf(readWith(entryOf(clock, { document: [] })))).code, 'geen-plaats')
  })
})

describe('a caller who hangs up', () => {
  it('leaves, and gets no old copy either', async () => {
    for (const age of [0, HOUR]) {
      const { read, desk } = await setup({ age, isHeld: age > 0 })
      const gone = new AbortController()
      const reading = read(vraag, ['naam'], { ...belang(), opgehangen: () => gone.signal })
      await new Promise(setImmediate)
      assert.equal(desk.last().signal, gone.signal)
      gone.abort(new Opgehangen())
      await assert.rejects(reading, Opgehangen)
    }
  })
})

describe('what is not held', () => {
  it('is asked, and given as it came', async () => {
    const { fetched, results, readWith } = await setup({ isHeld: false })
    const lezing = await readWith(fetched)
    assert.deepEqual(lezing, { entry: fetched, herkomst: 'vektis', cacheStatus: 'agb-gateway; fwd=miss; stored' })
    assert.deepEqual(results, ['miss'])
  })

  it('and asked in vain is a problem, told as it is', async () => {
    const { readWith } = await setup({ isHeld: false })
    assert.equal(await problemOf(readWith(failure)), failure)
    const noPlace = await problemOf(readWith(new NoPlace(7)))
    assert.equal(noPlace.code, 'geen-plaats')
    assert.equal(noPlace.headers['Retry-After'], '7')
    assert.match(noPlace.detail, /over 7 s/)
    for (const fault of [new TooLate(), new NoAnswer()])
      assert.equal((await problemOf(readWith(fault))).code, 'vektis-te-laat')
    const defect = new TypeError('geheim')
    const problem = await problemOf(readWith(defect))
    assert.equal(problem.code, 'interne-fout')
    assert.equal(problem.cause, defect)
    assert.doesNotMatch(problem.detail, /geheim/)
  })
})
