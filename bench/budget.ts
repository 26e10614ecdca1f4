// What the fleet makes of ten calls a second, and how strictly, while things happen to it; beside a plain clustered bottleneck.
// A quarter of an hour; BENCH_PART=0.1 is a quick look. Words behind the name choose scenarios.

import { withFleet } from '../test/support/fleet.ts'
import { withBottlenecks } from './support/bottleneck-fleet.ts'
import { broken, type Outcome, play, type Scenario } from './support/scenario.ts'
import { scenarios } from './support/scenarios.ts'
import { onStage } from './support/stage.ts'

const row = (cells: ReadonlyArray<string | number>) =>
  cells.map((cell, at) => (at < 1 ? String(cell).padEnd(40) : String(cell).padStart(9))).join(' ')

const ms = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '-' : `${Math.round(value)} ms`)

function show(who: string, outcome: Outcome): void {
  const { scenario, use, bound, refused, most, silenceMs, hitsLost, p50, p99 } = outcome
  const lost = scenario.hits ? hitsLost : '-'
  console.log(
    row([
      scenario.name,
      who,
      use.toFixed(3),
      bound?.toFixed(3) ?? '-',
      refused,
      most,
      ms(silenceMs),
      lost,
      ms(p50),
      ms(p99),
    ]),
  )
}

const gateway = (scenario: Scenario) => onStage(async (t) => play(await withFleet(t, scenario.options), scenario, t))

/** It holds nothing, so it has no hits to lose. */
const bottleneck = (scenario: Scenario) =>
  onStage(async (t) => play(await withBottlenecks(t, scenario.options), { ...scenario, hits: false, full: false }, t))

const words = process.argv.slice(2)
const chosen = scenarios.filter(({ name }) => words.every((word) => name.includes(word)))

console.log(
  row(['under full load', 'who', 'use', 'bound', 'refused', 'most/s', 'silence', 'hits lost', 'wait p50', 'p99']),
)
for (const scenario of chosen) {
  const outcome = await gateway(scenario)
  show('gateway', outcome)
  const faults = broken(outcome)
  if (faults.length > 0) {
    process.exitCode = 1
    console.log(`  BROKEN: ${faults.join('; ')}`)
  }
  if (scenario.compared) show('bottleneck', await bottleneck(scenario))
}
