// Whose turn it is does not depend on where one asks: weights hold between callers of different replicas.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withFleet } from '../support/fleet.ts'
import { isAnswered, keepAsking } from '../support/load.ts'
import { assertStrict } from './support/under-load.ts'

const CALLS = 160

test('weights of 3 and 1 give three quarters and a quarter of the calls', async (t) => {
  const fleet = await withFleet(t)
  const [first, second] = fleet.replicas
  const load = { fleet, atOnce: 30, wait: 30 }
  const heavy = keepAsking({ ...load, replicas: [first!], callers: ['zwaar'] })
  const light = keepAsking({ ...load, replicas: [second!], callers: ['licht'] })
  await fleet.sandbox.control.arrived('', CALLS)
  const [got, little] = [heavy, light].map(({ answers }) => answers.filter(isAnswered).length)
  assert.ok(little! > 0)
  const ratio = got! / little!
  assert.ok(ratio > 2.4 && ratio < 3.6, `${got} : ${little}`)
  assertStrict(fleet)
  await Promise.all(fleet.replicas.map((replica) => replica.kill()))
  await Promise.all([heavy.stop(), light.stop()])
})
