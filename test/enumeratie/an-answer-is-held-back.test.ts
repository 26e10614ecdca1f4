// On the way to a stop answers are held back, longer and longer, within what the caller has left.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { row } from './patterns.ts'
import { answered, createWatch, RUN } from './watch.ts'

const LONGEST_MS = 5000

/** How long one answer takes, in ms, moving the clock until it is there. */
async function duration({ ask, clock }: ReturnType<typeof createWatch>, code: number, wait = 60_000): Promise<number> {
  const begin = clock.monotonic()
  const done: number[] = []
  const answer = ask(code, { wait }).then(() => done.push(clock.monotonic()))
  for (await clock.advance(0); done.length === 0; ) await clock.advance(1)
  await answer
  return clock.monotonic() - begin
}

test('up to the half nothing, then longer with every code', async () => {
  const watch = createWatch({ vertragingMs: LONGEST_MS })
  assert.equal(await answered(watch.ask, row(3_000_001, RUN / 2)), RUN / 2)
  const first = await duration(watch, 3_000_001 + RUN / 2)
  const second = await duration(watch, 3_000_002 + RUN / 2)
  assert.deepEqual([first, second], [LONGEST_MS / 40, LONGEST_MS / 20])
})

test('never more than half of what is left', async () => {
  const watch = createWatch({ vertragingMs: 60_000 })
  await answered(watch.ask, row(3_000_001, RUN / 2))
  assert.equal(await duration(watch, 3_000_001 + RUN / 2, 1000), 500)
})

test('a code elsewhere is not held back', async () => {
  const watch = createWatch({ vertragingMs: LONGEST_MS })
  await answered(watch.ask, row(3_000_001, RUN / 2))
  assert.equal(await duration(watch, 90_000_000), 0)
})
