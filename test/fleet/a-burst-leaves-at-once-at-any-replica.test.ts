// Ten questions after a quiet time are not spaced: they go out together, wherever they are asked.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { withFleet } from '../support/fleet.ts'
import { askOnce, isAnswered } from '../support/load.ts'
import { assertStrict } from './support/under-load.ts'

test('a burst of ten leaves at once at any replica', async (t) => {
  const fleet = await withFleet(t)
  // The first questions wait for an election, and open connections.
  await Promise.all(fleet.replicas.map((replica) => askOnce(replica, 'c0', fleet.fresh(), 10)))
  for (const replica of fleet.replicas) {
    const dispatcher = await fleet.dispatcher()
    await eventually('every slot is free again', async () => {
      const inUse = await dispatcher.metric('agb_budget_slots_in_use')
      return inUse === 0 || undefined
    })
    const asking = Array.from({ length: 10 }, () => askOnce(replica, 'c0', fleet.fresh(), 10))
    const answers = await Promise.all(asking)
    assert.ok(answers.every(isAnswered))
    // Spaced by a tenth of a second the last would take more than 900 ms.
    const last = Math.max(...answers.map(({ ms }) => ms))
    assert.ok(last < 500, `${last} ms`)
  }
  assertStrict(fleet)
})
