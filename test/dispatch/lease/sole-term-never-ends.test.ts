import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSoleTerm } from '../../../src/dispatch/lease/sole.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const start = (startHeldMs?: number) => {
  const clock = createFakeClock()
  const parts = { clock, process: 'a', slots: 2, callTimeoutMs: 3000 }
  const term = createSoleTerm({ ...parts, ...(startHeldMs !== undefined && { startHeldMs }) })
  return { clock, term }
}

test('it holds all slots for a second, for the process before may have called just now', async () => {
  const { clock, term } = start()
  assert.deepEqual(term.freeInMs, [1000, 1000])
  assert.deepEqual(await term.take(0), { kind: 'later', ms: 1000 })
  await clock.advance(1000)
  assert.equal((await term.take(0))?.kind, 'taken')
})

test('a slot is free when it was said to be, or after the time-out and a second', async () => {
  const { clock, term } = start(0)
  const taken = await term.take(0)
  assert.ok(taken.kind === 'taken' && taken.mayStart())
  assert.equal((await term.take(1)).kind, 'taken')
  await clock.advance(100)
  assert.ok(!taken.mayStart())
  taken.free(1000)
  assert.deepEqual(await term.take(0), { kind: 'later', ms: 1000 })
  await clock.advance(1000)
  assert.equal((await term.take(0)).kind, 'taken')
  assert.deepEqual(await term.take(1), { kind: 'later', ms: 3000 })
})
