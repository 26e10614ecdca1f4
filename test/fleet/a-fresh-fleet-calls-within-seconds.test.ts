// Nobody knows what was called before on an empty Redis: a fresh fleet waits, but not for long.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withFleet } from '../support/fleet.ts'
import { askOnce, isAnswered } from '../support/load.ts'
import { assertStrict } from './support/under-load.ts'

test('a fresh fleet on an empty Redis answers within seconds, through one dispatcher', async (t) => {
  const fleet = await withFleet(t)
  const answers = await Promise.all(fleet.replicas.map((replica) => askOnce(replica, 'c0', fleet.fresh(), 10)))
  for (const answer of answers) {
    assert.ok(isAnswered(answer), `${answer.status}`)
    assert.ok(answer.ms < 5000, `${answer.ms} ms`)
  }
  const { name } = await fleet.dispatcher()
  assert.deepEqual(new Set(fleet.sandbox.control.calls().map(({ client }) => client)), new Set([name]))
  assertStrict(fleet)
})
