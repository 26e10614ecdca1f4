// Turns come once for all desks of a process: the next desk need not wait for them, and all together never run too many.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createTurnstile, type Turnstile } from '../../../src/dispatch/desk/turnstile.ts'
import { createTestDesk, question } from './support/desk.ts'

/** Until every turn that can come has come: bottleneck lives on real timers. */
async function allCame(turnstile: Turnstile, most: number): Promise<void> {
  while (turnstile.present() < most) await nextTurn()
}

test('a desk that opens when turns have come makes its first call in the same turn of the loop', async () => {
  const turnstile = createTurnstile(10)
  await allCame(turnstile, 10)
  const before = createTestDesk({ turnstile })
  before.desk.join(question('a'))
  await before.clock.advance(0)
  assert.equal(before.calls.length, 1)
  const closed = before.desk.close()
  before.calls[0]?.answer('a')
  await closed

  const { desk, calls, clock } = createTestDesk({ turnstile })
  desk.join(question('b'))
  await clock.advance(0)
  assert.equal(calls.length, 1)
})

test('what a desk that closed has out counts for the next: no more calls are open than there are turns', async () => {
  const turnstile = createTurnstile(2)
  await allCame(turnstile, 2)
  const before = createTestDesk({ turnstile })
  before.desk.join(question('a'))
  await before.clock.advance(0)
  const closed = before.desk.close()
  const next = createTestDesk({ turnstile })
  for (const key of ['b', 'c']) next.desk.join(question(key))
  await next.clock.advance(0)
  assert.deepEqual([before.calls.length, next.calls.length], [1, 1])

  before.calls[0]?.answer('a')
  await closed
  while (next.calls.length < 2) await nextTurn()
})

test('nobody is told of room once its signal is aborted', async () => {
  const turnstile = createTurnstile(1)
  const told = { here: 0, gone: 0 }
  const gone = new AbortController()
  turnstile.onRoom(() => void (told.here += 1), new AbortController().signal)
  turnstile.onRoom(() => void (told.gone += 1), gone.signal)
  gone.abort()
  await allCame(turnstile, 1)
  assert.equal(turnstile.enter(async () => {}) === undefined, false)
  assert.equal(
    turnstile.enter(async () => {}),
    undefined,
  )
  while (told.here < 2) await nextTurn()
  assert.deepEqual(told, { here: 2, gone: 0 })
})

test('one that is closed lets nobody in any more, and what is open goes on', async () => {
  const turnstile = createTurnstile(2)
  await allCame(turnstile, 2)
  const open = Promise.withResolvers<void>()
  const done = turnstile.enter(() => open.promise)
  turnstile.close()
  open.resolve()
  await done
  while (turnstile.present() > 1) await nextTurn()
  await turnstile.enter(async () => {})
  while (turnstile.present() > 0) await nextTurn()
  assert.equal(
    turnstile.enter(async () => {}),
    undefined,
  )
})
