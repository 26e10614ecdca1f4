// Reading gives the event loop back every few milliseconds, and stops when nobody waits for the answer any more.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDirectory } from '../audit/parts.ts'
import { createLezing } from '../../src/fg/lezing.ts'
import { onbegrensd } from '../../src/fg/periode.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { readIds, writeLines } from './files.ts'

const LINES = 200

/** A clock on which each look takes so many milliseconds. */
function slowClock(ms: number) {
  let at = 0
  return { ...createFakeClock(), monotonic: () => (at += ms) }
}

/** In how many turns of the event loop the lines came. */
async function turnsOfLines(path: string, ms: number): Promise<number> {
  let turn = 0
  let reading = true
  const other = () => {
    turn += 1
    if (reading) setImmediate(other)
  }
  setImmediate(other)
  const parts = { list: async () => [path], periode: onbegrensd, clock: slowClock(ms) }
  const turns: number[] = []
  for await (const _ of createLezing(parts).regels) turns.push(turn)
  reading = false
  assert.equal(turns.length, LINES)
  return new Set(turns).size
}

test('after some milliseconds of work others have their turn', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  writeLines(
    path,
    Array.from({ length: LINES }, (_, n) => `verzoek-${n}`),
  )
  assert.equal(await turnsOfLines(path, 0), 1)
  // Four looks of one millisecond: every fourth line, and the clock is looked at once more for each new start.
  assert.ok((await turnsOfLines(path, 1)) >= LINES / 5)
  assert.ok((await turnsOfLines(path, 4)) >= LINES - 1)
})

test('whoever hangs up ends the reading', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  writeLines(
    path,
    Array.from({ length: LINES }, (_, n) => `verzoek-${n}`),
  )
  const gone = AbortSignal.abort(new Error('gone'))
  await assert.rejects(readIds({ list: async () => [path], clock: slowClock(4), signal: gone }), /^Error: gone$/)
})
