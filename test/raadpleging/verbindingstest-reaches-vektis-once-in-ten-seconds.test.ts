// Many callers, one question: asked at most once in ten seconds, and nobody's impatience is everybody's answer.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NoPlace } from '../../src/dispatch/question.ts'
import { Problem } from '../../src/errors.ts'
import { createVerbindingstest } from '../../src/raadpleging/verbindingstest.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { belang, createDesk, entryOf, problemOf, vraagOf } from './parts.ts'

function setup() {
  const clock = createFakeClock()
  const desk = createDesk()
  const readTest = createVerbindingstest({ ask: desk.ask, clock })
  const read = (number: number, waitMs = 10_000) =>
    readTest(vraagOf('test', { number: String(number) }), belang(clock.monotonic() + waitMs))
  const square = (number: number) => entryOf(clock, { document: { Number: number, MultipliedBySelf: number * number } })
  const settle = () => new Promise(setImmediate)
  return { clock, desk, read, square, settle }
}

describe('the connectivity test', () => {
  it('is asked once for all who come while it is under way; each gets the square of its own number', async () => {
    const { desk, read, square } = setup()
    const readings = [read(7), read(7), read(-12)]
    desk.last().resolve(square(7))
    const [first, second, third] = await Promise.all(readings)
    assert.deepEqual(first?.entry.document, { Number: 7, MultipliedBySelf: 49 })
    assert.equal(second?.entry, first?.entry)
    assert.deepEqual(third?.entry.document, { Number: -12, MultipliedBySelf: 144 })
    assert.equal(third?.entry.fetchedAt, first?.entry.fetchedAt)
    for (const lezing of [first, second, third]) {
      assert.equal(lezing?.herkomst, 'vektis')
      assert.equal(lezing?.cacheStatus, 'agb-gateway; fwd=miss')
    }
    assert.equal(desk.asked.length, 1)
  })

  it('stands for ten seconds after its outcome, and is asked again then', async () => {
    const { clock, desk, read, square } = setup()
    const first = read(7, 30_000)
    await clock.advance(8_000)
    desk.last().resolve(square(7))
    await first
    await clock.advance(9_999)
    const held = await read(8)
    assert.deepEqual([held.herkomst, held.cacheStatus], ['cache', 'agb-gateway; hit'])
    assert.equal(desk.asked.length, 1)
    await clock.advance(1)
    const again = read(7)
    desk.last().resolve(square(7))
    assert.equal((await again).herkomst, 'vektis')
    assert.equal(desk.asked.length, 2)
  })

  it('that failed stands as long, for everyone', async () => {
    const { clock, desk, read } = setup()
    const first = read(7)
    const failure = new Problem('vektis-faalt', 'x')
    desk.last().reject(failure)
    assert.equal(await problemOf(first), failure)
    await clock.advance(9_999)
    assert.equal(await problemOf(read(8)), failure)
    assert.equal(desk.asked.length, 1)
    await clock.advance(1)
    const next = read(7)
    assert.equal(desk.asked.length, 2)
    desk.last().reject(failure)
    await problemOf(next)
  })

  it('has a deadline of its own, so that an impatient caller spoils nothing for the rest', async () => {
    const { clock, desk, read, square } = setup()
    const hasty = problemOf(read(7, 50))
    const patient = read(7)
    assert.equal(desk.last().deadline, 60_000)
    await clock.advance(100)
    assert.equal((await hasty).code, 'vektis-te-laat')
    desk.last().resolve(square(7))
    assert.deepEqual((await patient).entry.document, { Number: 7, MultipliedBySelf: 49 })
    assert.equal((await read(7)).herkomst, 'cache')
    assert.equal(desk.asked.length, 1)
  })

  it('that was refused a place was never asked: the next caller tries again', async () => {
    const { desk, read, square } = setup()
    const refused = read(7)
    desk.last().reject(new NoPlace(4))
    const { code, headers } = await problemOf(refused)
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '4'])
    const next = read(7)
    assert.equal(desk.asked.length, 2)
    desk.last().resolve(square(7))
    assert.equal((await next).herkomst, 'vektis')
  })

  it('is not put for who leaves no time, who still gets what is held', async () => {
    const { desk, read, square, settle } = setup()
    assert.equal((await problemOf(read(7, 0))).code, 'geen-plaats')
    assert.equal(desk.asked.length, 0)
    const first = read(7)
    assert.equal((await problemOf(read(7, 0))).code, 'geen-plaats')
    desk.last().resolve(square(7))
    await first
    await settle()
    assert.equal((await read(7, 0)).herkomst, 'cache')
  })

  it('does not square what may not fit 32 bits, but says when to ask', async () => {
    const { clock, desk, read, square } = setup()
    const first = read(7)
    desk.last().resolve(square(7))
    await first
    assert.deepEqual((await read(46_340)).entry.document, { Number: 46_340, MultipliedBySelf: 2_147_395_600 })
    await clock.advance(2_500)
    const { code, headers } = await problemOf(read(-46_341))
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '8'])
  })

  it('whose number Vektis refuses says nothing of another number', async () => {
    const { desk, read } = setup()
    const large = read(2_147_483_647)
    const other = read(7)
    const refusal = new Problem('vektis-weigert-vraag', 'x')
    desk.last().reject(refusal)
    assert.equal(await problemOf(large), refusal)
    const { code, headers } = await problemOf(other)
    assert.deepEqual([code, headers['Retry-After']], ['geen-plaats', '10'])
  })

  it('that Vektis does not have is absent for every number', async () => {
    const { clock, desk, read } = setup()
    const readings = [read(7), read(8)]
    desk.last().resolve(entryOf(clock, { document: undefined }))
    for (const { entry } of await Promise.all(readings)) assert.equal(entry.document, undefined)
  })

  it('hides no defect of ours behind words of Vektis', async () => {
    const { desk, read } = setup()
    const reading = read(7)
    desk.last().reject(new TypeError('x'))
    assert.equal((await problemOf(reading)).code, 'interne-fout')
  })
})
