// Progress is one line that fits the terminal, with rate and time left once they can be known.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createVoortgang, duur } from '../../src/cli/voortgang.ts'

/** Ten a second for a minute, of so many. */
function halfWay(total = 1_200) {
  const voortgang = createVoortgang()
  for (let second = 0; second <= 60; second += 1) voortgang.add({ at: second * 1_000, done: second * 10, total })
  return voortgang
}

test('it fits whatever the width, and tells less when there is less room', () => {
  const voortgang = halfWay()
  for (let columns = 5; columns < 200; columns += 1) {
    const bar = voortgang.bar(columns)
    assert.ok(bar.length <= columns, `${bar.length} in ${columns}: ${bar}`)
    assert.match(bar, / 50 %/)
  }
  assert.equal(voortgang.bar(70), '[#########----------]   50 %    600 van 1.200  nog 1 min  10,0/s')
  assert.equal(voortgang.bar(40), ' 50 %    600 van 1.200  nog 1 min')
  assert.equal(voortgang.bar(3), '')
})

test('in a log it is words', () => {
  assert.equal(halfWay().line(), '50 %, 600 van 1.200, nog 1 min, 10,0/s')
})

test('what cannot be known yet is not told', () => {
  const voortgang = createVoortgang()
  assert.equal(voortgang.line(), 'telt wat er is')
  voortgang.add({ at: 0, done: 0, total: undefined })
  assert.equal(voortgang.part(), undefined)
  voortgang.add({ at: 1_000, done: 30, total: 300_000 })
  assert.equal(voortgang.line(), '0 %, 30 van 300.000')
})

test('the rate is that of the last minutes, and starts anew with a count that does', () => {
  const voortgang = halfWay(100_000)
  for (let second = 61; second <= 400; second += 1) voortgang.add({ at: second * 1_000, done: 600, total: 100_000 })
  assert.equal(voortgang.line(), '0 %, 600 van 100.000, 0,0/s')
  voortgang.add({ at: 401_000, done: 5, total: 100_000 })
  assert.equal(voortgang.line(), '0 %, 5 van 100.000')
})

test('nothing to do is all done', () => {
  const voortgang = createVoortgang()
  voortgang.add({ at: 0, done: 0, total: 0 })
  assert.equal(voortgang.part(), 1)
})

test('a duration is as exact as it is known', () => {
  const times = [0, 9_000, 59_400, 60_000, 3_599_000, 3_600_000, 30_300_000]
  assert.deepEqual(times.map(duur), ['0 s', '9 s', '59 s', '1 min', '1 u 00', '1 u 00', '8 u 25'])
})
