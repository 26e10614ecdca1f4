// A caller's burst: as many calls as there are slots in two seconds, its own, and forgotten with the caller.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createBursts } from '../../../src/dispatch/desk/bursts.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const nobody = () => 0

test('the first so many go out together, whatever others have had', () => {
  const { isSpent } = createBursts({ clock: createFakeClock(), most: 3, owed: nobody })
  const asked = ['a', 'a', 'b', 'a', 'a', 'b', 'b', 'b'].map(isSpent)
  assert.deepEqual(asked, [false, false, false, false, true, false, false, true])
})

test('what is two seconds ago counts no more', async () => {
  const clock = createFakeClock()
  const { isSpent } = createBursts({ clock, most: 2, owed: nobody })
  assert.deepEqual([isSpent('a'), isSpent('a')], [false, false])
  await clock.advance(1999)
  isSpent('b')
  assert.equal(isSpent('a'), true)
  await clock.advance(1)
  assert.equal(isSpent('a'), false, 'one of the first two is over, and one of the last two seconds is left')
  await clock.advance(500)
  assert.equal(isSpent('a'), true)
  await clock.advance(2000)
  assert.deepEqual([isSpent('a'), isSpent('a')], [false, false])
})

test('a call that did not go out is not counted', () => {
  const { isSpent, takeBack } = createBursts({ clock: createFakeClock(), most: 2, owed: nobody })
  isSpent('b')
  for (let times = 0; times < 10; times += 1) {
    assert.equal(isSpent('a'), false)
    takeBack('a')
  }
  takeBack('nobody')
  assert.deepEqual(['a', 'a', 'a'].map(isSpent), [false, false, true])
})

test('who has had no others beside it for two seconds is not spread', async () => {
  const clock = createFakeClock()
  const { isSpent } = createBursts({ clock, most: 2, owed: nobody })
  isSpent('b')
  await clock.advance(1000)
  assert.deepEqual(['a', 'a', 'a'].map(isSpent), [false, false, true])
  await clock.advance(1000)
  assert.equal(isSpent('a'), false)
  assert.deepEqual(['b', 'a'].map(isSpent), [false, true])
})

test('a caller of whom as many as a burst are still to come back is spread from its first call on', () => {
  const owed = new Map([
    ['crowd', 3],
    ['some', 2],
  ])
  const { isSpent } = createBursts({ clock: createFakeClock(), most: 3, owed: (caller) => owed.get(caller) ?? 0 })
  assert.equal(isSpent('crowd'), false, 'alone')
  assert.equal(isSpent('some'), false)
  assert.equal(isSpent('crowd'), true)
  owed.set('crowd', 2)
  assert.equal(isSpent('crowd'), false)
})
