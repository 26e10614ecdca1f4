// Random questions, hang-ups and outcomes of every kind: never a second with too many calls, nobody forgotten, nothing lost.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import type { Control, Line } from '../../../src/dispatch/desk/call.ts'
import { type Lane, lanes } from '../../../src/dispatch/question.ts'
import { createTestDesk, Failure, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

const callTimeoutMs = 500
const mostMs = 5000

const fates = {
  answer: undefined,
  'in passing': new Failure({ again: true, ill: 'far' }),
  final: new Failure(),
  limited: new Failure({ limited: {} }),
  denied: new Failure({ ill: 'group' }),
  'not sent': new Failure({ sent: false, again: true }),
  'no line': new Failure({ sent: false, again: true, ill: 'way' }),
  silent: undefined,
}
type Fate = { kind: keyof typeof fates; headersMs: number; bodyMs: number }

const fate = fc.record<Fate>({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('answer' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(fates) as Fate['kind'][])) },
  ),
  headersMs: fc.integer({ min: 0, max: 300 }),
  bodyMs: fc.integer({ min: 0, max: 300 }),
})

interface Step {
  key: string
  lane: Lane
  caller: string
  patienceMs: number
  /** Who hangs up does so after so many ms. */
  hangsUpMs: number | null
  thenMs: number
}

const step = fc.record<Step>({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  lane: fc.constantFrom(...lanes),
  caller: fc.constantFrom('x', 'y'),
  patienceMs: fc.integer({ min: 50, max: mostMs }),
  hangsUpMs: fc.option(fc.integer({ min: 0, max: 2000 })),
  thenMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 })),
})

/** Plays the steps and gives what the far side saw: from when to when it may have counted each call. */
async function play(steps: Step[], outcomes: Fate[], slots: number) {
  const seen: { from: number; to: number }[] = []
  const lines = { opened: 0, used: 0, givenBack: 0 }
  const term = createTestTerm({ slots })
  let turn = 0
  const nextFate = (): Fate => outcomes[(turn += 1) % outcomes.length]!

  const setup = createTestDesk({
    term,
    callTimeoutMs,
    groups: ['group'],
    groupOf: () => 'group',
    probe: 'probe',
    openLine: async () => {
      if (nextFate().kind === 'no line') throw fates['no line']
      lines.opened += 1
      return { giveBack: () => void (lines.givenBack += 1) }
    },
    work: async (parts: string, { signal, answered }: Control<Line, string>) => {
      const { kind, headersMs, bodyMs } = nextFate()
      lines.used += 1
      if (kind === 'not sent') throw fates['not sent']
      const call = { from: clock.monotonic(), to: clock.monotonic() + callTimeoutMs }
      seen.push(call)
      await clock.sleep(kind === 'silent' ? 60_000 : headersMs, signal)
      call.to = clock.monotonic()
      answered()
      await clock.sleep(bodyMs, signal)
      if (fates[kind]) throw fates[kind]
      return parts
    },
  })
  const { desk, clock, advance } = setup

  const asked: Promise<string>[] = []
  for (const { patienceMs, hangsUpMs, thenMs, ...fields } of steps) {
    const hangUp = new AbortController()
    const deadline = clock.monotonic() + patienceMs
    asked.push(desk.ask(question(fields.key, { ...fields, deadline }), () => hangUp.signal).catch(String))
    if (hangsUpMs !== null) void clock.sleep(hangsUpMs).then(() => hangUp.abort(new Error('gone')))
    await advance(thenMs, 20)
  }
  await advance(mostMs + 20, 20)
  await Promise.all(asked)
  const closed = desk.close()
  await clock.advance(callTimeoutMs + 1000)
  await closed
  return { seen, lines, term, stats: desk.stats() }
}

/** The largest number of moments in any one second. */
function densest(moments: number[]): number {
  const sorted = moments.sort((a, b) => a - b)
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1000).length))
}

test('whatever happens', async () => {
  const plays = fc.tuple(
    fc.array(step, { minLength: 10, maxLength: 30 }),
    fc.array(fate, { minLength: 5, maxLength: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(plays, fc.integer({ min: 1, max: 4 }), async ([steps, outcomes], slots) => {
      const { seen, lines, term, stats } = await play(steps, outcomes, slots)
      for (const part of [0, 0.5, 1]) {
        const counted = densest(seen.map(({ from, to }) => from + part * (to - from)))
        assert.ok(counted <= slots, `${counted} calls in a second`)
      }
      assert.equal(lines.opened, lines.used + lines.givenBack)
      assert.equal(term.takes.length, term.frees.length)
      assert.deepEqual([stats.waiting, stats.running, stats.slotsInUse], [0, 0, 0])
    }),
    { numRuns: Number(process.env['DESK_RUNS'] ?? 12) },
  )
})
