// An older entry that was on its way when a newer one took its place everywhere is not held when it arrives.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createReplaced } from '../../src/cache/replaced.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf } from '../raadpleging/parts.ts'

function setup() {
  const clock = createFakeClock()
  const replaced = createReplaced({ clock })
  const refuses = (entry: ReturnType<typeof entryOf>, key: string) => replaced.isReplaced(key, entry)
  return { clock, replaced, near: createMemoryStore({ maxBytes: 100_000, clock, refuses }) }
}

test('the older of two is refused, the newer and another key are not', async () => {
  const { clock, replaced, near } = setup()
  const older = entryOf(clock)
  await clock.advance(5)
  const newer = entryOf(clock)
  replaced.note('a', newer.fetchedAt)
  await near.set('a', older)
  assert.equal(near.peek('a'), undefined)
  await near.set('b', older)
  assert.equal(near.peek('b'), older)
  await near.set('a', newer)
  assert.equal(near.peek('a'), newer)
})

test('of two replacements the later one counts, in whatever order they are heard', async () => {
  const { clock, replaced } = setup()
  const first = entryOf(clock)
  await clock.advance(5)
  const second = entryOf(clock)
  replaced.note('a', second.fetchedAt)
  replaced.note('a', first.fetchedAt)
  assert.equal(replaced.isReplaced('a', first), true)
  assert.equal(replaced.isReplaced('a', second), false)
})

test('it is remembered for a minute, and then forgotten', async () => {
  const { clock, replaced } = setup()
  const older = entryOf(clock)
  replaced.note('a', older.fetchedAt + 1)
  await clock.advance(59_999)
  replaced.note('b', 1)
  assert.equal(replaced.isReplaced('a', older), true)
  await clock.advance(1)
  replaced.note('c', 1)
  assert.equal(replaced.isReplaced('a', older), false)
})
