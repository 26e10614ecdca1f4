// How soon every replica gives what changed, from the answer of the poll that tells of it.

import type { TestContext } from 'node:test'
import type { Fleet } from '../../../test/support/fleet.ts'
import { quantile } from '../../../test/support/observed.ts'
import { type Party, partiesOf } from '../../../test/support/parties.ts'
import { createTruth, isAnswer, type Truth } from '../../../test/support/truth.ts'
import { type Watch, watch } from '../../../test/support/watch.ts'
import { FEED, LATENCY_MS, PART, polledAt, type Figure } from './stage.ts'

const PROMISED_MS = 300
const LOOK_MS = 5
const TIMES = Math.max(1, Math.round(10 * PART))

/** From the poll's answer to the first answer with the new name, at the slowest replica, by path. */
function delays(fleet: Fleet, { seen }: Watch, truth: Truth, answered: number): Map<string, number> {
  const slowest = new Map<string, number>()
  for (const { name } of fleet.replicas)
    for (const path of new Set(seen.map((each) => each.path))) {
      const first = seen.find((each) => each.replica === name && each.path === path && each.name === truth.name())
      slowest.set(path, Math.max(slowest.get(path) ?? 0, (first?.at ?? Infinity) - answered))
    }
  return slowest
}

const lies = ({ seen }: Watch, truth: Truth) => seen.filter((each) => isAnswer(each) && truth.lieIn(each)).length

interface Measured {
  detail: number[]
  elsewhere: number[]
  again: number[]
  lies: number
}

async function once(fleet: Fleet, t: TestContext, party: Party, measured: Measured): Promise<void> {
  const { control } = fleet.sandbox
  const truth = createTruth(control, party.agbcode)
  const watching = watch(t, { ...fleet, paths: [party.detail, party.elsewhere], truth, everyMs: LOOK_MS })
  await watching.follows('the name of before')
  await control.arrived(FEED, control.calls(FEED).length + 1)
  truth.rename()
  await watching.follows('the new name')
  const slowest = delays(fleet, watching, truth, polledAt(control, truth.since()))
  measured.detail.push(slowest.get(party.detail) ?? Infinity)
  measured.elsewhere.push(slowest.get(party.elsewhere) ?? Infinity)
  // Once more on the same day: the list tells nothing new.
  truth.rename()
  await watching.follows('the name after that')
  const later = delays(fleet, watching, truth, polledAt(control, truth.since()))
  measured.again.push(Math.max(...later.values()))
  await watching.stop()
  measured.lies += lies(watching, truth)
}

export async function fresh(fleet: Fleet, t: TestContext): Promise<Figure[]> {
  const measured: Measured = { detail: [], elsewhere: [], again: [], lies: 0 }
  for (const party of partiesOf(fleet.sandbox.control).slice(0, TIMES)) await once(fleet, t, party, measured)
  const worst = (what: string, values: readonly number[]): Figure[] => [
    { what: `${what}, median of ${values.length}`, value: quantile(values, 0.5), unit: 'ms' },
    { what: `${what}, longest`, value: Math.max(...values), unit: 'ms', most: PROMISED_MS },
  ]
  return [
    ...worst('a change, at the slowest replica', measured.detail),
    ...worst('in the relaties of another', measured.elsewhere),
    ...worst('a second change of the day, both', measured.again),
    { what: 'old answers with a newer proof', value: measured.lies, unit: 'answers', most: 0 },
    { what: 'a call takes', value: LATENCY_MS, unit: 'ms' },
  ]
}
