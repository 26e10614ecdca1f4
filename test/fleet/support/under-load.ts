// A fleet under full load while something happens to it, and what must hold whatever happens: the far side never refuses.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '../../support/eventually.ts'
import { BUDGET, type Fleet, type FleetOptions, withFleet } from '../../support/fleet.ts'
import { type Answered, saturate } from '../../support/load.ts'
import type { Replica } from '../../support/replica.ts'

export interface UnderLoad {
  fleet: Fleet
  /** Resolves when the far side was called so many times more than now. @throws when that takes longer than `ms` */
  callsAgain: (ms: number, count?: number) => Promise<void>
  /** Hangs up and asserts that every second kept to the budget; gives what became of the questions. */
  strict: () => Promise<Answered[]>
}

export function assertStrict({ sandbox }: Fleet): void {
  const { refused, largestInAnySecond } = sandbox.control.counters()
  assert.equal(refused, 0)
  assert.ok(largestInAnySecond <= BUDGET, `${largestInAnySecond} calls in one second`)
}

/** Another replica than this one has become the dispatcher. */
export async function succeeded({ replicas }: Fleet, before: Replica): Promise<void> {
  await eventually('another is the dispatcher', async () => {
    for (const replica of replicas) if (replica !== before && (await replica.isDispatcher())) return true
    return undefined
  })
}

/** Begins when the far side has been called a second long. */
export async function underLoad(t: TestContext, options: FleetOptions = {}): Promise<UnderLoad> {
  const fleet = await withFleet(t, options)
  const { control } = fleet.sandbox
  const load = saturate(fleet)
  t.after(load.leave)

  async function callsAgain(ms: number, count = 1): Promise<void> {
    const stop = new AbortController()
    const late = delay(ms, undefined, { signal: stop.signal }).then(
      () => assert.fail(`not ${count} calls within ${ms} ms`),
      () => {},
    )
    await Promise.race([control.arrived('', control.calls().length + count), late])
    stop.abort()
  }

  await callsAgain(10_000, 2 * BUDGET)
  return {
    fleet,
    callsAgain,
    strict: async () => {
      const answers = await load.leave()
      assertStrict(fleet)
      return answers
    },
  }
}
