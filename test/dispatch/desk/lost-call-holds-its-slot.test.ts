// A call without an answer may still arrive until its time-out, so its slot waits for that and a second more.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createSlots, type Slot } from '../../../src/dispatch/desk/slots.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestTerm } from './support/term.ts'

/** Takes the only slot at 0, lets `tell` report on it, and gives the moment at which it is free again. */
async function freeAfter(tell: (slot: Slot, after: (ms: number) => Promise<void>) => Promise<void>) {
  const clock = createFakeClock()
  const slots = createSlots({ clock, term: createTestTerm({ slots: 1 }), callTimeoutMs: 4000 })
  const first = await slots.take(() => 'first')
  assert.ok(first)
  let freeAt: number | undefined
  void slots
    .take(() => 'second')
    .then(() => {
      freeAt = clock.monotonic()
    })
  await tell(first.slot, clock.advance)
  await clock.advance(20_000)
  return freeAt
}

test('lost early: free a second after the time-out', async () => {
  const freeAt = await freeAfter(async (slot, after) => {
    await after(50)
    slot.lost()
  })
  assert.equal(freeAt, 5000)
})

test('cut off late by a busy process: free a second after that', async () => {
  const freeAt = await freeAfter(async (slot, after) => {
    await after(7000)
    slot.lost()
  })
  assert.equal(freeAt, 8000)
})

test('an answer frees it a second later, and a loss told afterwards changes nothing', async () => {
  const freeAt = await freeAfter(async (slot, after) => {
    await after(30)
    slot.answered()
    slot.lost()
  })
  assert.equal(freeAt, 1030)
})

test('without a word it is never free', async () => {
  assert.equal(await freeAfter(async () => undefined), undefined)
})
