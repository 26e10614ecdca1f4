// A fleet that polls each second, a party of which the truth is known, and everybody who asks for it.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type Fleet, type FleetOptions, withFleet } from '../../support/fleet.ts'
import { type Party, partiesOf } from '../../support/parties.ts'
import { createTruth } from '../../support/truth.ts'
import { watch } from '../../support/watch.ts'

export const FEED = '/v2/zorgpartijen/mutaties/'

/** It is asked for itself and where others name it, at every replica. */
export function follow(t: TestContext, { replicas, sandbox: { control } }: Fleet, party: Party) {
  const truth = createTruth(control, party.agbcode)
  const watching = watch(t, { replicas, paths: [party.detail, party.elsewhere], truth })
  return { party, truth, watching }
}

export async function followed(t: TestContext, options: FleetOptions = {}) {
  const fleet = await withFleet(t, { ...options, env: { MUTATION_POLL_SECONDS: '1', ...options.env } })
  const { control } = fleet.sandbox
  const parties = partiesOf(control)
  const [party] = parties
  assert.ok(party)
  /** So many more polls have been made: the one before the last is applied, for the next begins after that. */
  const polls = (count: number) => control.arrived(FEED, control.calls(FEED).length + count)
  return { ...fleet, ...follow(t, fleet, party), control, parties, polls }
}
