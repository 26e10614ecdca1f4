// So many questions are taken in per turn of the loop; of those who wait each caller's one by one, in order of asking.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createDoor } from '../../src/http/door.ts'

/** A door whose turns come when the test says so. */
function stage(most: number) {
  const inside: string[] = []
  const called: Array<() => void> = []
  const door = createDoor({ most, inNextTurn: (run) => called.push(run) })
  return {
    inside,
    called,
    ask: (caller: string, ...names: string[]) => {
      for (const name of names) door.enter(caller, () => inside.push(name))
    },
    /** The next turn of the loop. Gives who came in. */
    turn: () => {
      inside.length = 0
      called.shift()?.()
      return [...inside]
    },
  }
}

test('while a turn has room nobody waits', () => {
  const { inside, ask } = stage(3)
  ask('a', 'a1', 'a2')
  ask('b', 'b1')
  assert.deepEqual(inside, ['a1', 'a2', 'b1'])
})

test('what is more waits, and then callers take turns, each in order of asking', () => {
  const { inside, ask, turn } = stage(3)
  ask('flood', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8')
  ask('a', 'a1', 'a2')
  ask('b', 'b1', 'b2', 'b3')
  assert.deepEqual(inside, ['f1', 'f2', 'f3', 'a1', 'b1'])
  assert.deepEqual(turn(), ['f4', 'a2', 'b2'])
  assert.deepEqual(turn(), ['f5', 'b3', 'f6'])
  assert.deepEqual(turn(), ['f7', 'f8'])
})

test('the first of a caller in a turn does not wait for those who asked before it', () => {
  const { inside, ask, turn } = stage(2)
  ask('flood', ...Array.from({ length: 100 }, (_, n) => `f${n}`))
  assert.deepEqual(turn(), ['f2', 'f3'])
  inside.length = 0
  ask('a', 'a1', 'a2')
  assert.deepEqual(inside, ['a1'])
  assert.deepEqual(turn(), ['f4', 'a2'])
  inside.length = 0
  ask('a', 'a3')
  assert.deepEqual(inside, [])
  assert.deepEqual(turn(), ['f5', 'a3'])
})

test('a turn with room left takes in who comes in it, and one in which nobody came is the last', () => {
  const { inside, called, ask, turn } = stage(2)
  ask('a', 'a1', 'a2', 'a3')
  assert.deepEqual(turn(), ['a3'])
  ask('b', 'b1', 'b2')
  assert.deepEqual(inside, ['a3', 'b1'])
  assert.deepEqual(turn(), ['b2'])
  assert.deepEqual(turn(), [])
  assert.equal(called.length, 0)
  ask('a', 'a4')
  assert.deepEqual(inside, ['a4'])
})
