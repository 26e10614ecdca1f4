// Rate and breakers outlive the term: who comes after knows that the far side was limiting, or failing.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createHealth, type Attempt } from '../../../src/dispatch/desk/health.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'

const attempt: Attempt = { group: 'people', tries: undefined, startedAt: 0 }

function createTerms() {
  const notes: string[] = []
  const open = (clock: FakeClock, kept: string | undefined) =>
    createHealth({
      clock,
      random: () => 0,
      most: 10,
      groups: ['people', 'codes'],
      kept,
      keep: (note) => notes.push(note),
    })
  return { notes, open }
}

test('the rate grows back and the hold ends as if nothing had happened, on another clock', async () => {
  const { notes, open } = createTerms()
  const clock = createFakeClock()
  await clock.advance(5000)
  open(clock, undefined).failed(attempt, { sent: true, again: false, limited: { afterMs: 8000 } }, 'limited')
  assert.equal(notes.length, 1)

  const later = createFakeClock(clock.now() + 3000)
  const next = open(later, notes[0])
  assert.equal(next.heldUntil() - later.monotonic(), 5000)
  assert.equal(Math.floor(next.rate()), 5)
  await later.advance(7000)
  assert.equal(next.rate(), 6)
})

test('a breaker that was open begins at the edge: the first failure opens it', () => {
  const { notes, open } = createTerms()
  const clock = createFakeClock()
  const before = open(clock, undefined)
  for (let n = 0; n < 5; n += 1) before.failed(attempt, { sent: true, again: false, ill: 'far' }, 'broken')
  before.failed(attempt, { sent: true, again: false, ill: 'group' }, 'denied')

  const far = open(clock, notes[4])
  assert.deepEqual(far.breakers(), { far: false, people: false, codes: false })
  far.failed(attempt, { sent: true, again: false, ill: 'far' }, 'broken')
  assert.deepEqual(far.breakers(), { far: true, people: false, codes: false })

  const people = open(clock, notes.at(-1))
  people.failed(attempt, { sent: true, again: false, ill: 'group' }, 'denied')
  assert.deepEqual(people.breakers(), { far: false, people: true, codes: false })
})

test('only what changes is written', () => {
  const { notes, open } = createTerms()
  const health = open(createFakeClock(), undefined)
  for (let n = 0; n < 100; n += 1) health.succeeded('people')
  assert.equal(notes.length, 0)
  health.failed(attempt, { sent: true, again: false, ill: 'far' }, 'broken')
  for (let n = 0; n < 100; n += 1) health.succeeded('people')
  assert.equal(notes.length, 2)
})

for (const [what, kept] of [
  ['none', undefined],
  ['no JSON', '{'],
  ['of another shape', '[1, 2]'],
  ['null', 'null'],
  ['with words for numbers', '{"rate":{"rate":"1","limitedAt":0,"heldUntil":0},"failures":{"far":"5"}}'],
] as const) {
  test(`a note that is ${what} says nothing`, () => {
    const health = createTerms().open(createFakeClock(), kept)
    assert.equal(health.rate(), 10)
    health.failed(attempt, { sent: true, again: false, ill: 'far' }, 'broken')
    assert.equal(health.breakers().far, false)
  })
}

test('a note from a clock that is far ahead holds for a minute at most', () => {
  const clock = createFakeClock()
  const ahead = clock.now() + 86_400_000
  const kept = JSON.stringify({ rate: { rate: 5, limitedAt: ahead, heldUntil: ahead }, failures: {} })
  const health = createTerms().open(clock, kept)
  assert.equal(health.heldUntil(), 60_000)
  assert.equal(health.rate(), 5)
})
