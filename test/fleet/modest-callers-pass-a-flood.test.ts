// One caller who asks ten thousand things at once fills its own place in the queue, not that of others.

import assert from 'node:assert/strict'
import test from 'node:test'
import { BUDGET, withFleet } from '../support/fleet.ts'
import { type Answered, askOnce, isAnswered } from '../support/load.ts'
import { quantile } from '../support/observed.ts'
import { assertStrict } from './support/under-load.ts'

const FLOOD = 10_000
const ROUNDS = 5

test('modest callers are answered soon while one asks ten thousand things', async (t) => {
  const fleet = await withFleet(t)
  const other = await fleet.other()
  const flood = Array.from({ length: FLOOD }, () => askOnce(other, 'vloed', fleet.fresh(), 60))
  const refused = flood.map(async (asking) => assert.notEqual((await asking).status, 500))
  const { control } = fleet.sandbox
  await control.arrived('', BUDGET)
  const answers: Answered[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const asking = fleet.replicas.map((replica, n) => askOnce(replica, `c${n}`, fleet.fresh(), 10))
    answers.push(...(await Promise.all(asking)))
    // A second's worth of calls lies between two rounds.
    await control.arrived('', control.calls().length + BUDGET)
  }
  assert.ok(answers.every(isAnswered))
  // In a queue in order of asking they would wait for half a minute or be refused.
  const median = quantile(
    answers.map(({ ms }) => ms),
    0.5,
  )
  assert.ok(median < 2000, `${median} ms`)
  assertStrict(fleet)
  await Promise.all(fleet.replicas.map((replica) => replica.kill()))
  await Promise.all(refused)
})
