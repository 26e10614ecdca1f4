// A caller notices nothing of a desk that closes: it joins the next one, as old as it is, until its own deadline.

import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import test from 'node:test'
import { createAsk } from '../../../src/dispatch/ask.ts'
import { Moved, NoPlace, orReject, type Question, type Seat } from '../../../src/dispatch/question.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestDesk, question } from './support/desk.ts'

/** Seats whose answers the test gives; `answers` has one for each join. */
function createSeats() {
  const clock = createFakeClock()
  const joins: { at: number; ageMs: number | undefined; left: boolean; answer: PromiseWithResolvers<string> }[] = []
  const join = ({ ageMs }: Question<string>): Seat<string> => {
    const seat = { at: clock.monotonic(), ageMs, left: false, answer: Promise.withResolvers<string>() }
    joins.push(seat)
    const leave = () => void (seat.left = true)
    return { startsInMs: 0, started: Promise.race([]), answer: seat.answer.promise, leave }
  }
  return { clock, joins, ask: orReject(createAsk({ join, clock })) }
}

test('who waits when the desk moves is answered by the next one, and asks it as one who waited long', async () => {
  const { clock, joins, ask } = createSeats()
  const asked = ask(question('a', { ageMs: 500 }))
  await clock.advance(300)
  joins[0]?.answer.reject(new Moved())
  await clock.advance(1)
  assert.equal(joins.length, 2)
  assert.equal(joins[0]?.left, true)
  assert.equal(joins[1]?.ageMs, 801)
  joins[1]?.answer.resolve('the answer')
  assert.equal(await asked, 'the answer')
})

test('sent on without end it asks less and less often, lets everything else run, and ends at its deadline', async () => {
  const clock = createFakeClock()
  const moments: number[] = []
  const join = (): Seat<string> => {
    moments.push(clock.monotonic())
    return { startsInMs: 0, started: Promise.race([]), answer: Promise.reject(new Moved()), leave: () => undefined }
  }
  const asked = assert.rejects(orReject(createAsk({ join, clock }))(question('a', { deadline: 2000 })), {
    name: 'TooLate',
  })
  await nextTurn()
  assert.deepEqual(moments, [0], 'one join, and then a timer')
  await clock.advance(2000)
  await asked
  assert.deepEqual(moments.slice(0, 6), [0, 1, 3, 7, 15, 31])
  assert.ok(moments.length < 20, `${moments.length} joins`)
  assert.equal(clock.sleepers(), 0)
})

test('no place at the next desk is the end, and so is hanging up on the way there', async () => {
  const clock = createFakeClock()
  let joins = 0
  const join = (): Seat<string> | NoPlace => {
    joins += 1
    if (joins === 2) return new NoPlace(3)
    return { startsInMs: 0, started: Promise.race([]), answer: Promise.reject(new Moved()), leave: () => undefined }
  }
  const ask = orReject(createAsk({ join, clock }))
  const refused = assert.rejects(ask(question('a')), { name: 'NoPlace' })
  await clock.advance(10)
  await refused

  const hangUp = new AbortController()
  const left = assert.rejects(
    ask(question('b'), () => hangUp.signal),
    { message: 'gone' },
  )
  await nextTurn()
  hangUp.abort(new Error('gone'))
  await left
  assert.equal(clock.sleepers(), 0)
})

test('a desk that is lost sends those who wait and those who come on, and finishes what is out', async () => {
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 1 })
  const out = desk.join(question('out'))
  await rest()
  const waiting = desk.join(question('waiting'))
  const closed = desk.close('moved')
  await assert.rejects(waiting.answer, { name: 'Moved' })
  await assert.rejects(desk.join(question('late')).answer, { name: 'Moved' })
  calls[0]?.answer('the answer')
  assert.equal(await out.answer, 'the answer')
  await closed
  assert.equal(calls.length, 1)
})
