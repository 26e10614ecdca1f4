// So many questions are taken in per turn of the loop; of those who wait each caller's one by one, in order of asking.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createDoor } from '../../src/http/door.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** A door whose turns come when the test says so. */
function stage(most: number) {
  const inside: string[] = []
  const called: Array<() => void> = []
  const clock = createFakeClock()
  const door = createDoor({ clock, most, inNextTurn: (run) => called.push(run) })
  return {
    clock,
    connect: door.connected,
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

test('while connections come one upon another a turn is put off, but for the first question of a caller', () => {
  const { called, connect, inside, ask, turn } = stage(2)
  connect()
  ask('flood', 'f1', 'f2', 'f3')
  assert.deepEqual(inside, ['f1', 'f2'])
  assert.deepEqual(turn(), [])
  for (let times = 0; times < 100; times += 1) {
    connect()
    ask('flood', `g${times}`)
    assert.deepEqual(turn(), [])
  }
  connect()
  ask('a', 'a1')
  assert.deepEqual(inside, ['a1'])
  assert.deepEqual(turn(), [])
  assert.equal(called.length, 1, 'it is looked at in each turn of the loop')
  assert.deepEqual(turn(), ['f3', 'g0'], 'no more connections came')
})

test('connections without end do not put a turn off for longer than 20 ms, and then begin anew', async () => {
  const { clock, connect, ask, turn } = stage(2)
  ask('flood', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7')
  const turnBehindAConnection = () => {
    connect()
    return turn()
  }
  assert.deepEqual(turnBehindAConnection(), [])
  await clock.advance(19)
  assert.deepEqual(turnBehindAConnection(), [])
  await clock.advance(1)
  assert.deepEqual(turnBehindAConnection(), ['f3', 'f4'])
  assert.deepEqual(turnBehindAConnection(), [])
  await clock.advance(20)
  assert.deepEqual(turnBehindAConnection(), ['f5', 'f6'])
  await clock.advance(60_000)
  assert.deepEqual(turnBehindAConnection(), [], 'a quiet time before it counts for nothing')
})
