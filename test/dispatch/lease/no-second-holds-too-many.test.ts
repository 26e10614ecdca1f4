// Whatever happens, in whatever order: no second that holds more calls than the budget, and calls again afterwards.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { commands, createFleet, heal, slots } from './support/fleet.ts'

const runs = Number(process.env['LEASE_MODEL_RUNS'] ?? 100)
const seed = Number(process.env['LEASE_MODEL_SEED'] ?? 20261122)

let redis: TestRedis
before(async () => {
  redis = await startRedis()
})
after(() => redis[Symbol.asyncDispose]())

test(`random interleavings over lease, scripts and slots (seed ${seed}, ${runs} runs)`, async () => {
  const steps = fc.commands(commands, { maxCommands: 120, size: 'max' })
  const property = fc.asyncProperty(steps, async (steps) => {
    await using fleet = await createFleet(redis.url)
    await fc.asyncModelRun(() => ({ model: {}, real: fleet }), steps)
    fleet.farSide.check(slots)

    await heal(fleet)
    await fleet.world.advance(9000)
    const before = fleet.farSide.calls()
    await fleet.world.advance(3000)
    fleet.farSide.check(slots)
    assert.ok(fleet.farSide.calls() >= before + slots, 'it calls again once everything works again')
  })
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: false })
})
