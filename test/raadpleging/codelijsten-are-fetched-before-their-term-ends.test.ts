// Code lists are in no feed: the dispatcher fetches those that are held anew, before anybody has to wait for one.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createCodelijsten } from '../../src/raadpleging/codelijsten.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, HOUR, vraagOf } from './parts.ts'

const { sleutel } = vraagOf('referentie-landen', {})

it('a code list that is held is fetched at four fifths of its term, and one that fails is tried again', async () => {
  const clock = createFakeClock()
  let entry = entryOf(clock, { tags: [], document: [] })
  const fetched: string[] = []
  let failing = true
  const run = createCodelijsten({
    clock,
    heldEntry: async (key) => (key === sleutel ? entry : undefined),
    fetch: async (key) => {
      fetched.push(key)
      if (failing) throw new Error('x')
      entry = entryOf(clock, { tags: [], document: [] })
    },
  })
  const ending = new AbortController()
  const running = run(ending.signal)
  await clock.advance(0.8 * HOUR - 1)
  assert.deepEqual(fetched, [])
  await clock.advance(0.2 * HOUR)
  assert.deepEqual(fetched, [sleutel])
  failing = false
  await clock.advance(HOUR / 6)
  await clock.advance(HOUR / 6)
  assert.deepEqual(fetched, [sleutel, sleutel], 'none of the lists that nobody holds')
  ending.abort()
  await running
})
