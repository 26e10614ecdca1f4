// Through the whole desk: ten calls at once after a quiet second, and never an eleventh within a second of them.

import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import test from 'node:test'
import { createTestDesk, question } from './support/desk.ts'

test('ten at once, the eleventh a second after the first answer', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const asked = Array.from({ length: 20 }, (_, n) => desk.ask(question(`${n}`)))
  await advance(4000)
  await Promise.all(asked)
  const moments = calls.map(({ at }) => at)
  assert.deepEqual(moments.slice(0, 11), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1030])
  for (const [index, moment] of moments.slice(10).entries()) {
    assert.ok(moment - moments[index]! >= 1000, `eleven calls within ${moment - moments[index]!} ms`)
  }
  assert.equal(moments.length, 20)
  await desk.close()
})

test('the slot is counted from the headers, not from the end of a long answer', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 2 })
  const asked = ['a', 'b', 'c'].map((key) => desk.ask(question(key)))
  await advance(100)
  for (const call of calls) call.answered()
  calls[0]?.answer('a')
  await advance(995)
  assert.equal(calls.length, 2)
  await advance(5)
  assert.equal(calls.length, 3, 'b is still being read')
  calls[1]?.answer('b')
  calls[2]?.answer('c')
  assert.deepEqual(await Promise.all(asked), ['a', 'b', 'c'])
  await desk.close()
})

test('turns stand ready: ten that ask together are all out before any timer has run', async () => {
  const { desk, calls, rest } = createTestDesk()
  await rest()
  const asked = Array.from({ length: 10 }, (_, n) => desk.ask(question(`${n}`)))
  await nextTurn()
  assert.equal(calls.length, 10)
  for (const call of calls) call.answer('')
  await Promise.all(asked)
  await desk.close()
})
