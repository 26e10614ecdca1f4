// One scenario on one fleet: load, events in it, and what the far side, the callers and the cache saw of them.

import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { BUDGET, type Fleet, type FleetOptions } from '../../test/support/fleet.ts'
import { isAnswered, saturate } from '../../test/support/load.ts'
import { longestSilence, quantile } from '../../test/support/observed.ts'
import { keepHitting } from './hits.ts'

/** A moment after which the fleet must call again, ms since 1970: until then `silenceMs` may pass. */
export type Events = number[]

export interface Scenario {
  name: string
  options?: FleetOptions
  /** Lets things happen under load; resolves with the moments of what happened. */
  run: (fleet: Fleet, t: TestContext) => Promise<Events>
  /** The longest time without calls after an event, in ms; absent: none is promised. */
  silenceMs?: number
  /** The share of the budget that can be had is promised. */
  full?: boolean
  /** Cached answers must go on through it: absent where a replica itself goes. */
  hits?: boolean
  /** The plain bottleneck goes through it too. */
  compared?: boolean
}

export interface Outcome {
  scenario: Scenario
  /** Calls that were not refused, of the budget; 0 to 1. */
  use: number
  /** What it must be at the least; undefined when nothing tells how long calls took. */
  bound: number | undefined
  refused: number
  most: number
  /** The longest after any event, in ms; undefined without events. */
  silenceMs: number | undefined
  hitsLost: number
  p50: number
  p99: number
}

/** After an event the silence is looked for within this time, in ms. */
const AFTERMATH_MS = 6000
/** Before measuring: the first calls, the first queue. */
const WARM_UP_MS = 3000
const BOUND = 0.95

/** From slot to answer, by the fleet's own clocks, in seconds: the call with its answer's last byte. */
async function meanCallSeconds({ replicas }: Fleet): Promise<number | undefined> {
  const sum = async (sample: string) => {
    const each = await Promise.all(replicas.map((replica) => replica.metric(sample).catch(() => 0)))
    return each.reduce((total, value) => total + value, 0)
  }
  const calls = await sum('agb_upstream_duration_seconds_count')
  return calls > 0 ? (await sum('agb_upstream_duration_seconds_sum')) / calls : undefined
}

export async function play(fleet: Fleet, scenario: Scenario, t: TestContext): Promise<Outcome> {
  const { control } = fleet.sandbox
  const load = saturate(fleet)
  const hits = scenario.hits && (await keepHitting(fleet))
  await delay(WARM_UP_MS)
  const from = Date.now()
  const events = await scenario.run(fleet, t)
  const to = Date.now()
  const calls = control.calls()
  const hitsLost = hits ? await hits.stop() : 0
  const mean = scenario.full ? await meanCallSeconds(fleet) : undefined
  const answers = await load.stop()

  const waits = answers.filter((answer) => isAnswered(answer) && answer.at >= from).map(({ ms }) => ms)
  const within = calls.filter(({ moment, status }) => moment >= from && moment < to && status !== 429).length
  const silences = events.map((event) => longestSilence(calls, event, Math.min(to, event + AFTERMATH_MS)))
  const { refused, largestInAnySecond } = control.counters()
  return {
    scenario,
    use: (within * 1000) / (BUDGET * (to - from)),
    bound: mean === undefined ? undefined : BOUND / (1 + mean),
    refused,
    most: largestInAnySecond,
    silenceMs: events.length > 0 ? Math.max(...silences) : undefined,
    hitsLost,
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
  }
}

/** Everything that was promised and did not hold, in words. */
export function broken({ scenario, use, bound, refused, most, silenceMs, hitsLost }: Outcome): string[] {
  const faults: string[] = []
  if (refused > 0) faults.push(`${refused} refused`)
  if (most > BUDGET) faults.push(`${most} calls in one second`)
  if (bound !== undefined && use < bound) faults.push(`use ${use.toFixed(3)} below ${bound.toFixed(3)}`)
  if (scenario.silenceMs !== undefined && (silenceMs ?? 0) > scenario.silenceMs)
    faults.push(`${silenceMs} ms without calls, promised ${scenario.silenceMs}`)
  if (hitsLost > 0) faults.push(`${hitsLost} hits lost`)
  return faults
}
