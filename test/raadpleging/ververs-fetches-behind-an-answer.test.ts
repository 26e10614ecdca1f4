// What was given near the end of its term or past it is fetched anew behind it: once, however many ask, and not again at once when it failed.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NoPlace } from '../../src/dispatch/question.ts'
import { createVervers, EIGEN } from '../../src/raadpleging/ververs.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createDesk, entryOf, vraagOf } from './parts.ts'

const vraag = vraagOf('zorgverlener')
const other = vraagOf('zorgverlener', { agbcode: '03000002' })

function setup() {
  const clock = createFakeClock()
  const desk = createDesk()
  const held = entryOf(clock)
  const ververs = createVervers({ ask: desk.ask, clock })
  return { clock, desk, held, ververs: (each: typeof vraag) => ververs(each, held) }
}

describe('fetching behind an answer', () => {
  it('asks in the idle part of the budget, as the gateway itself', () => {
    const { clock, desk, ververs } = setup()
    ververs(vraag)
    const { key, parts, lane, caller, deadline } = desk.last()
    assert.deepEqual([key, parts, lane, caller], [vraag.sleutel, vraag, 'refresh', EIGEN])
    assert.ok(deadline > clock.monotonic())
  })

  it('is content with no copy but one that was fetched later', async () => {
    const { clock, desk, held, ververs } = setup()
    ververs(vraag)
    const { enough } = desk.last()
    assert.equal(enough(held), false)
    await clock.advance(1)
    assert.equal(enough(entryOf(clock)), true)
  })

  it('asks once for each question while it is being fetched, and again later', async () => {
    const { clock, desk, ververs } = setup()
    for (const each of [vraag, vraag, other, vraag]) ververs(each)
    assert.equal(desk.asked.length, 2)
    desk.asked[0]?.resolve(entryOf(clock))
    await clock.advance(0)
    ververs(vraag)
    assert.equal(desk.asked.length, 3)
  })

  it('rests after a failure', async () => {
    const { clock, desk, ververs } = setup()
    ververs(vraag)
    desk.last().reject(new Error('x'))
    await clock.advance(9_999)
    ververs(vraag)
    assert.equal(desk.asked.length, 1)
    await clock.advance(1)
    ververs(vraag)
    assert.equal(desk.asked.length, 2)
  })

  it('rests as long when there is no place', async () => {
    const { clock, desk, ververs } = setup()
    desk.refuse(new NoPlace(1))
    ververs(vraag)
    desk.refuse(undefined)
    await clock.advance(9_999)
    ververs(vraag)
    assert.equal(desk.asked.length, 0)
    await clock.advance(1)
    ververs(vraag)
    assert.equal(desk.asked.length, 1)
  })
})
