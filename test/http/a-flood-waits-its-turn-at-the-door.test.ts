// So many questions are taken in per turn of the loop; of those who wait each caller's one by one, in order of asking.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createDoor } from '../../src/http/door.ts'

/** A door whose turns come when the test says so. */
function stage(most: number) {
  const inside: string[] = []
  const called: Array<() => void> = []
  const door = createDoor({ most, inNextTurn: (run) => called.push(run) })
  async function enter(caller: string, name: string) {
    const turn = door.enter(caller)
    if (turn) await turn
    inside.push(name)
  }
  return {
    inside,
    called,
    ask: (caller: string, ...names: string[]) => {
      for (const name of names) void enter(caller, name)
    },
    /** The next turn of the loop, and all that goes on in it. Gives who came in. */
    turn: async () => {
      inside.length = 0
      called.shift()?.()
      await new Promise(setImmediate)
      return [...inside]
    },
  }
}

test('while a turn has room nobody waits, not even for a promise', () => {
  const { inside, ask } = stage(3)
  ask('a', 'a1', 'a2')
  ask('b', 'b1')
  assert.deepEqual(inside, ['a1', 'a2', 'b1'])
})

test('what is more waits, and then callers take turns, each in order of asking', async () => {
  const { inside, ask, turn } = stage(3)
  ask('flood', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8')
  ask('a', 'a1')
  ask('b', 'b1', 'b2')
  assert.deepEqual(inside, ['f1', 'f2', 'f3'])
  assert.deepEqual(await turn(), ['f4', 'a1', 'b1'])
  assert.deepEqual(await turn(), ['f5', 'b2', 'f6'])
  assert.deepEqual(await turn(), ['f7', 'f8'])
})

test('who comes while others wait does not pass them, and waits one turn only', async () => {
  const { inside, ask, turn } = stage(2)
  ask('flood', ...Array.from({ length: 100 }, (_, n) => `f${n}`))
  assert.deepEqual(await turn(), ['f2', 'f3'])
  inside.length = 0
  ask('a', 'a1')
  assert.deepEqual(inside, [])
  assert.deepEqual(await turn(), ['f4', 'a1'])
  assert.deepEqual(await turn(), ['f5', 'f6'])
})

test('a turn with room left takes in who comes in it, and one in which nobody came is the last', async () => {
  const { inside, called, ask, turn } = stage(2)
  ask('a', 'a1', 'a2', 'a3')
  assert.deepEqual(await turn(), ['a3'])
  ask('b', 'b1', 'b2')
  assert.deepEqual(inside, ['a3', 'b1'])
  assert.deepEqual(await turn(), ['b2'])
  assert.deepEqual(await turn(), [])
  assert.equal(called.length, 0)
  ask('a', 'a4')
  assert.deepEqual(inside, ['a4'])
})
