// What admission remembers ends: activity after ten seconds, who was sent away when it should have come back.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createActivity } from '../../../src/dispatch/desk/activity.ts'
import { createSentAway } from '../../../src/dispatch/desk/sent-away.ts'

test('a caller counts until ten seconds after it was last seen', () => {
  const { seen } = createActivity()
  assert.equal(seen('a', 1, 0), 1)
  assert.equal(seen('b', 2, 4000), 3)
  assert.equal(seen('a', 1, 9000), 3)
  assert.equal(seen('c', 4, 13_999), 7)
  assert.equal(seen('c', 4, 14_000), 5)
})

test('who was sent away counts until the moment it was given, or until it is back', () => {
  const away = createSentAway(10)
  away.add('a', 'x', 3000)
  away.add('a', 'x', 5000)
  away.add('a', 'y', 2000)
  away.add('b', 'z', 9000)
  assert.deepEqual(away.count('a', 1000), { own: 2, all: 3 })
  assert.deepEqual(away.count('a', 2500), { own: 1, all: 2 })
  away.remove('b', 'z')
  assert.deepEqual(away.count('b', 2600), { own: 0, all: 1 })
  assert.deepEqual(away.count('a', 5001), { own: 0, all: 0 })
})

test('a flood is remembered up to a bound', () => {
  const away = createSentAway(3)
  for (let n = 0; n < 10; n += 1) away.add('flood', `${n}`, 5000)
  assert.deepEqual(away.count('flood', 0), { own: 3, all: 3 })
})
