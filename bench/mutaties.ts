// How soon the fleet follows what changes at Vektis, and that memory stays bounded whatever is asked. Words behind the name
// choose what is measured; BENCH_PART=0.1 is a quick look.

import type { TestContext } from 'node:test'
import { type Fleet, type FleetOptions, withFleet } from '../test/support/fleet.ts'
import { fresh } from './support/mutaties/fresh.ts'
import { memory, memoryOptions } from './support/mutaties/memory.ts'
import { type Figure, LATENCY_MS } from './support/mutaties/stage.ts'
import { withdrawn } from './support/mutaties/withdrawn.ts'
import { onStage } from './support/stage.ts'

const row = (cells: readonly string[]) =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(56) : cell.padStart(14))).join(' ')

const kept = ({ value, least = -Infinity, most = Infinity }: Figure) => value >= least && value <= most

const figureOf = (value: number, unit: string) => `${Number.isInteger(value) ? value : value.toFixed(1)} ${unit}`

const polling: FleetOptions = {
  env: { MUTATION_POLL_SECONDS: '1' },
  sandbox: { latency: { ms: LATENCY_MS }, omvang: { zorgverlener: 300, onderneming: 20, vestiging: 20 } },
}

function boundOf({ least, most, unit }: Figure): string {
  if (most !== undefined) return `≤ ${figureOf(most, unit)}`
  return least === undefined ? '-' : `≥ ${figureOf(least, unit)}`
}

interface Measurement {
  name: string
  options: FleetOptions
  measure: (fleet: Fleet, t: TestContext) => Promise<Figure[]>
}

const measurements: Measurement[] = [
  { name: 'a change: three replicas that poll each second', options: polling, measure: fresh },
  { name: 'withdrawn and gone: the same', options: polling, measure: withdrawn },
  { name: 'memory: one process, questions that are all different', options: memoryOptions, measure: memory },
]

const words = process.argv.slice(2)
const chosen = measurements.filter(({ name }) => words.every((word) => name.includes(word)))

console.log(row(['idle budget, from the answer of the poll', 'measured', 'promised']))
for (const { name, options, measure } of chosen) {
  console.log(name)
  const figures = await onStage(async (t) => measure(await withFleet(t, options), t))
  for (const figure of figures) {
    const { what, value, unit } = figure
    const verdict = kept(figure) ? '' : '  BROKEN'
    console.log(row([`  ${what}`, figureOf(value, unit), boundOf(figure)]) + verdict)
    if (!kept(figure)) process.exitCode = 1
  }
}
