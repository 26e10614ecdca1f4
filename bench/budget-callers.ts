// What callers notice of the shared budget: bursts, floods, weights, refusals and what another replica costs; eleven minutes.
// Words behind the name choose what is measured.

import { withFleet } from '../test/support/fleet.ts'
import { type Figure, promises } from './support/promises.ts'
import { onStage } from './support/stage.ts'

const row = (cells: readonly string[]) =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(56) : cell.padStart(14))).join(' ')

const kept = ({ value, least = -Infinity, most = Infinity }: Figure) => value >= least && value <= most

function boundOf({ least, most, unit }: Figure): string {
  if (least !== undefined && most !== undefined) return `${least} – ${most} ${unit}`
  if (least !== undefined) return `≥ ${least} ${unit}`
  return most === undefined ? '-' : `≤ ${most} ${unit}`
}

const words = process.argv.slice(2)
const chosen = promises.filter(({ name }) => words.every((word) => name.includes(word)))

console.log(row(['three replicas, upstream 30 ms', 'measured', 'promised']))
for (const { name, measure } of chosen) {
  console.log(name)
  const figures = await onStage(async (t) => measure(await withFleet(t), t))
  for (const figure of figures) {
    const verdict = kept(figure) ? '' : '  BROKEN'
    console.log(row([`  ${figure.what}`, `${figure.value.toFixed(1)} ${figure.unit}`, boundOf(figure)]) + verdict)
    if (!kept(figure)) process.exitCode = 1
  }
}
