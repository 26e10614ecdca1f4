// A slot is taken in the book that all replicas share, and there its end is told; the desk's own times count as well.

import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import test from 'node:test'
import { createSlots } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestDesk, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

test('what the book holds is not used before its moment, and the other slots go on', async () => {
  const term = createTestTerm({ slots: 3, book: (slot) => (slot === 0 && term.takes.length < 3 ? 400 : 'taken') })
  const { desk, calls, advance } = createTestDesk({ term })
  for (const key of ['a', 'b', 'c']) void desk.ask(question(key))
  await advance(1000)
  assert.deepEqual(
    calls.map(({ at }) => at),
    [0, 0, 400],
  )
  assert.deepEqual(term.takes, [0, 1, 2, 0])
  for (const call of calls) call.answer('')
  await desk.close()
})

test('the own time counts where the book knows of none', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1, latencyMs: 30 })
  const asked = ['a', 'b'].map((key) => desk.ask(question(key)))
  await advance(3000)
  await Promise.all(asked)
  assert.deepEqual(
    calls.map(({ at }) => at),
    [0, 1030],
  )
  await desk.close()
})

test('when the lease is lost nothing is taken any more, and who waits waits for the desk to close', async () => {
  const term = createTestTerm({ slots: 2, book: () => 'lost' })
  const { desk, calls, clock } = createTestDesk({ term })
  const seat = desk.join(question('a'))
  while (term.takes.length === 0) await nextTurn()
  await clock.advance(5000)
  assert.deepEqual(term.takes, [0])
  assert.equal(calls.length, 0)
  const moved = assert.rejects(seat.answer, { name: 'Moved' })
  await desk.close()
  await moved
})

test('what the book is told: a second after an answer, time-out and second after a loss, nothing when nothing was sent', async () => {
  const clock = createFakeClock()
  const term = createTestTerm({ slots: 4 })
  const slots = createSlots({ clock, term, callTimeoutMs: 4000 })
  const [answered, lost, late, unused] = [1, 2, 3, 4].map((n) => slots.take(() => n))
  await clock.advance(50)
  ;(await answered)?.slot.answered()
  ;(await lost)?.slot.lost()
  ;(await unused)?.slot.unused()
  assert.deepEqual(term.frees, [
    [0, 1000],
    [1, 4950],
    [3, 0],
  ])
  await clock.advance(6000)
  const cutLate = (await late)?.slot
  cutLate?.lost()
  cutLate?.answered()
  assert.deepEqual(term.frees.slice(3), [[2, 1000]])
})

test('a slot that nobody is left for is given back at once', async () => {
  const clock = createFakeClock()
  const term = createTestTerm({ slots: 1 })
  const slots = createSlots({ clock, term, callTimeoutMs: 4000 })
  assert.equal(await slots.take(() => undefined), undefined)
  assert.deepEqual(term.frees, [[0, 0]])
  assert.ok(await slots.take(() => 'next'))
})

test('the choice is made in the tick in which the book gave the slot', async () => {
  const granted = Promise.withResolvers<'taken'>()
  const term = createTestTerm({ slots: 1, book: () => granted.promise })
  const { desk, calls, rest } = createTestDesk({ term })
  void desk.ask(question('bulk', { lane: 'bulk' }))
  await rest()
  void desk.ask(question('urgent'))
  granted.resolve('taken')
  await rest()
  assert.equal(calls[0]?.parts, 'urgent')
  for (const call of calls) call.answer('')
  await desk.close()
})
