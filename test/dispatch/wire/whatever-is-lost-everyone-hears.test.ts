// Random histories of a fleet: words lost and held up, leases that move, callers that hang up. Whoever has time left when
// it is quiet again is answered, everyone hears something true, and nobody holds anything in the end.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { createAsk } from '../../../src/dispatch/ask.ts'
import { NoAnswer, NoPlace, orReject, TooLate } from '../../../src/dispatch/question.ts'
import { createFleet, questionFor, settle } from './support/fleet.ts'

const names = ['one', 'two', 'three']
const kinds = ['ask', 'withdraw', 'accepted', 'refused', 'started', 'answer', 'moved', 'kept', 'dispatcher']
/** Within so much, in ms, each question has been asked again at least once. */
const enoughMs = 3500
const far = new Error('the far side is away')
const hungUp = new Error('hung up')

function createHistory() {
  const { bus, clock, member } = createFleet()
  const members = names.map((name) => member(name, { random: () => 0.5 }))
  const asks = members.map((own) =>
    orReject(createAsk<string, string>({ clock, join: (question) => (own.desk() ?? own).join(question) })),
  )
  const heard: Promise<void>[] = []
  const callers: AbortController[] = []
  const releases: (() => void)[] = []
  /** Since when nothing goes wrong any more and the desk answers all, on the monotonic clock. */
  let calmSince = Infinity
  const servedAt = (at: number) => members[at]!.seats.filter(({ left, done }) => !left && !done)

  function ask(at: number, key: string, waitMs: number) {
    const caller = new AbortController()
    callers.push(caller)
    const question = questionFor(clock, key, { deadline: clock.monotonic() + waitMs })
    const answer = asks[at]!(question, () => caller.signal)
    heard.push(
      answer.then(
        (text) => assert.equal(text, `answer to ${key}`),
        (error: unknown) => {
          const hadTime = question.deadline > calmSince + enoughMs
          assert.ok(!(error instanceof TooLate && hadTime), 'too late, with time left to be asked again')
          const isTrue = [NoPlace, TooLate, NoAnswer].some((kind) => error instanceof kind)
          assert.ok(isTrue || error === hungUp || (error as Error).message === far.message, String(error))
        },
      ),
    )
  }

  function elect(at: number | undefined) {
    for (const own of members) if (own.desk()) own.lose()
    if (at !== undefined) members[at]!.hold()
    for (const own of members) own.wire.holder(at === undefined ? undefined : names[at])
  }

  function serve(at: number, how: 'start' | 'answer' | 'fail' | 'refuse') {
    const [seat] = servedAt(at)
    if (how === 'refuse') return members[at]!.refuse(new NoPlace(1))
    members[at]!.refuse(undefined)
    if (how === 'start') seat?.start()
    if (how === 'answer') seat?.answer(`answer to ${seat.key}`)
    if (how === 'fail') seat?.fail(far)
  }

  /** All is well from now on, save that the desk may be idle: for as long as the longest deadline. */
  async function end(isServed: boolean) {
    bus.lose(() => false)
    for (const release of releases) release()
    for (const { wire } of members) wire.away(false)
    elect(0)
    if (isServed) calmSince = clock.monotonic()
    for (let beat = 0; beat < 100; beat += 1) {
      if (isServed) for (const _ of servedAt(0)) serve(0, 'answer')
      await clock.advance(100)
      await settle()
    }
    await Promise.all(heard)
  }

  return { bus, clock, members, callers, releases, ask, elect, serve, end }
}

type History = ReturnType<typeof createHistory>
type Event = (history: History) => unknown

const place = fc.nat({ max: names.length - 1 })
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(place, fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 100, max: 8000 })).map(
    ([at, key, waitMs]): Event =>
      ({ ask }) =>
        ask(at, key, waitMs),
  ),
  fc.nat({ max: 20 }).map(
    (n): Event =>
      ({ callers }) =>
        callers[n]?.abort(hungUp),
  ),
  fc.subarray(kinds, { maxLength: 4 }).map(
    (lost): Event =>
      ({ bus }) =>
        bus.lose(({ message }) => lost.includes(message.kind)),
  ),
  fc.subarray(kinds, { minLength: 1, maxLength: 2 }).map(
    (held): Event =>
      ({ bus, releases }) =>
        releases.push(bus.hold(({ message }) => held.includes(message.kind))),
  ),
  fc.constant<Event>(({ releases }) => releases.shift()?.()),
  fc.option(place, { nil: undefined }).map(
    (at): Event =>
      ({ elect }) =>
        elect(at),
  ),
  fc.tuple(place, fc.constantFrom('start', 'answer', 'fail', 'refuse')).map(
    ([at, how]): Event =>
      ({ serve }) =>
        serve(at, how),
  ),
  place.map(
    (at): Event =>
      ({ bus }) =>
        bus.reconnect(names[at]!),
  ),
  fc.tuple(place, fc.boolean()).map(
    ([at, away]): Event =>
      ({ members }) =>
        members[at]!.wire.away(away),
  ),
  fc.integer({ min: 1, max: 1500 }).map(
    (ms): Event =>
      ({ clock }) =>
        clock.advance(ms),
  ),
)

test('whatever is lost, held up or moved, every caller hears in time and nothing is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40, size: 'max' }), fc.boolean(), async (events, isServed) => {
      const history = createHistory()
      history.elect(0)
      for (const happens of events) {
        await happens(history)
        await settle()
      }
      await history.end(isServed)
      for (const { wire } of history.members) {
        const { open, held } = wire.stats()
        assert.deepEqual({ open, held }, { open: 0, held: 0 })
      }
    }),
    { numRuns: Number(process.env.WIRE_RUNS ?? 60) },
  )
})
