// What of a policy lapses within 30 days or has lapsed: doelen, approvals, keys.

import { leesDag } from '../domain/datum.ts'
import type { Doel, Policy } from '../doelbinding/policy.ts'
import { beginVan, dagenTot, TIJDIG } from '../doelbinding/verloop.ts'

export interface Naderend {
  /** Names of doelen of which the last day is near or past. */
  doelen: readonly string[]
  /** Names of doelen of which the approval must be looked at again. */
  goedkeuringen: readonly string[]
  /** Names of afnemers that have a key of which the last day is near or past. */
  sleutels: readonly string[]
}

const herzieningNabij = ({ goedgekeurd }: Doel, now: number): boolean => {
  const dag = goedgekeurd && leesDag(goedgekeurd.herzienVoor)
  return dag !== undefined && dagenTot(beginVan(dag), now) <= TIJDIG
}

/** @param now ms since the epoch */
export function naderend({ doelen, perSleutel, sleuteleinden }: Policy, now: number): Naderend {
  const nabij = (moment: number | undefined) => moment !== undefined && dagenTot(moment, now) <= TIJDIG
  const alle = [...doelen.values()]
  const sleutels = [...sleuteleinden].filter(([, { verlooptOp }]) => nabij(verlooptOp))
  return {
    doelen: alle.filter(({ verlooptOp }) => nabij(verlooptOp)).map(({ id }) => id),
    goedkeuringen: alle.filter((doel) => herzieningNabij(doel, now)).map(({ id }) => id),
    sleutels: [...new Set(sleutels.flatMap(([hash]) => perSleutel.get(hash)?.id ?? []))],
  }
}
