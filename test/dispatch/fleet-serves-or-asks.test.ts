// Who holds the lease serves, who does not asks, and a question that waits comes along when that changes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFleet, type LeaseEvents } from '../../src/dispatch/fleet.ts'
import { Moved, NoPlace, type Question, type Refusal, type Seat } from '../../src/dispatch/question.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTestTerm } from './desk/support/term.ts'

const question: Question<string> = {
  key: 'k',
  parts: 'k',
  lane: 'interactive',
  caller: 'zis',
  weight: 1,
  deadline: 10_000,
}

/** A place to ask at, which the test answers by hand. */
function createPlace() {
  const seats: PromiseWithResolvers<string>[] = []
  const join = (): Seat<string> => {
    const answer = Promise.withResolvers<string>()
    seats.push(answer)
    return { startsInMs: 0, started: Promise.resolve(), answer: answer.promise, leave: () => undefined }
  }
  return { seats, join }
}

function stage({ alone = false } = {}) {
  const clock = createFakeClock()
  const happened: string[] = []
  const refused: Refusal[] = []
  const desks: ReturnType<typeof createPlace>[] = []
  const elsewhere = createPlace()
  const told = (word: string) => async () => void happened.push(word)
  let lease: LeaseEvents | undefined
  let notice = () => {}
  const fleet = createFleet<string, string>({
    clock,
    openLease: (events) => {
      lease = events
      return {
        start: () => happened.push('start'),
        look: () => happened.push('look'),
        handOver: async () => {
          happened.push('hand over')
          events.onLost()
        },
        unfit: told('unfit'),
        close: async () => {
          happened.push('close lease')
          events.onLost()
        },
      }
    },
    openDesk: (_, onUnfit) => {
      const desk = createPlace()
      desks.push(desk)
      if (desks.length > 1) onUnfit()
      return {
        join: desk.join,
        pause: async (ms) => void happened.push(`pause ${ms}`),
        close: async (why) => {
          happened.push(`close desk ${why}`)
          for (const seat of desk.seats) seat.reject(new Moved())
        },
        stats: () => ({ slotsInUse: desks.length }) as never,
      }
    },
    ...(!alone && {
      openWire: (mine) => {
        notice = mine.onLeaving
        return {
          join: elsewhere.join,
          holder: (holder) => happened.push(`holder ${holder}`),
          away: (away) => happened.push(`away ${away}`),
          announce: (token) => happened.push(`announce ${token}`),
          leaving: () => happened.push('leaving'),
          handedOver: () => happened.push('handed over'),
          close: told('close wire'),
        }
      },
    }),
    onLeaving: () => happened.push('another leaves'),
    onDispatcher: (mine) => happened.push(`dispatcher ${mine}`),
    onRefused: (reason) => refused.push(reason),
  })
  assert.ok(lease)
  return { fleet, clock, happened, refused, desks, elsewhere, lease, notice }
}

test('a question goes elsewhere until the lease is held, and to the desk from then on', async () => {
  const { fleet, elsewhere, desks, lease, happened } = stage()
  const far = fleet.ask(question)
  elsewhere.seats[0]?.resolve('from elsewhere')
  assert.equal(await far, 'from elsewhere')
  assert.deepEqual([fleet.isDispatcher(), fleet.stats()], [false, undefined])

  lease.onHeld(createTestTerm())
  const near = fleet.ask(question)
  desks[0]?.seats[0]?.resolve('from here')
  assert.equal(await near, 'from here')
  assert.deepEqual([fleet.isDispatcher(), fleet.stats()?.slotsInUse], [true, 1])
  assert.deepEqual(happened, ['start', 'dispatcher true', 'announce 1'])
})

test('who waits at a desk that loses its lease is asked for elsewhere, as old as it is', async () => {
  const { fleet, clock, elsewhere, lease, happened } = stage()
  lease.onHeld(createTestTerm())
  const answer = fleet.ask(question)
  await clock.advance(250)
  lease.onLost()
  assert.equal(fleet.isDispatcher(), false)
  await clock.advance(1)
  elsewhere.seats[0]?.resolve('after all')
  assert.equal(await answer, 'after all')
  // First the desk is gone, then the others are told: nobody is sent to a desk that is closing.
  assert.deepEqual(happened.slice(-3), ['close desk moved', 'handed over', 'dispatcher false'])
})

test('who drains gives notice and goes on, lets the calls that are out end, and only then gives the lease away', async () => {
  const { fleet, clock, lease, happened } = stage()
  lease.onHeld(createTestTerm())
  const drained = fleet.drain()
  await clock.advance(49)
  assert.deepEqual(happened.slice(3), ['leaving'])
  assert.equal(fleet.isDispatcher(), true)
  await clock.advance(1)
  await drained
  assert.deepEqual(happened.slice(4), ['pause 100', 'hand over', 'close desk moved', 'handed over', 'dispatcher false'])
})

test('who drains and has no lease only says that it wants none, and without others does nothing', async () => {
  const { fleet, lease, happened } = stage()
  await fleet.drain()
  assert.deepEqual(happened.slice(1, 2), ['hand over'])
  assert.ok(!happened.includes('leaving'))
  lease.onLost()
  const single = stage({ alone: true })
  single.lease.onHeld(createTestTerm())
  await single.fleet.drain()
  assert.deepEqual(single.happened, ['start', 'dispatcher true'])
})

test('that another leaves is passed on: this process may be the next', () => {
  const { notice, happened } = stage()
  notice()
  assert.deepEqual(happened, ['start', 'another leaves'])
})

test('a fault that seems to be here is told to the lease', () => {
  const { lease, happened } = stage()
  lease.onHeld(createTestTerm())
  assert.ok(!happened.includes('unfit'))
  lease.onLost()
  lease.onHeld(createTestTerm())
  assert.ok(happened.includes('unfit'))
})

test('closing gives up the lease before the wire, and who comes afterwards is refused', async () => {
  const { fleet, lease, happened, refused } = stage()
  lease.onHeld(createTestTerm())
  await Promise.all([fleet.close(), fleet.close()])
  assert.deepEqual(happened.slice(3), [
    'close lease',
    'close desk moved',
    'handed over',
    'dispatcher false',
    'close wire',
  ])
  assert.ok(fleet.ask(question) instanceof NoPlace)
  assert.deepEqual(refused, ['closing'])
})

test('it is settled once somebody is known to be the dispatcher, or that it cannot be known', async () => {
  const cases: Array<(lease: LeaseEvents) => void> = [
    (lease) => lease.onHeld(createTestTerm()),
    (lease) => lease.onHolder('another'),
    (lease) => lease.onAway(true),
  ]
  for (const tell of cases) {
    const { fleet, lease } = stage()
    let settled = false
    void fleet.settled.then(() => (settled = true))
    lease.onHolder(undefined)
    lease.onAway(false)
    await Promise.resolve()
    assert.equal(settled, false)
    tell(lease)
    await fleet.settled
  }
})
