// Looks, whenever anything happened, at what is held of a party that changed: until when would the old answer be given?

import type { Entry } from '../../../src/cache/entry.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import type { Register } from '../../../src/sandbox/register/register.ts'
import type { Tally } from './tally.ts'
import type { Change, Truth } from './truth.ts'

export interface WatchParts {
  register: Register
  truth: Truth
  clock: Clock
  /** What who asks for this key now would be given at once, if anything. */
  atHand: (sleutel: string) => Entry | undefined
  ceased: Tally['ceased']
}

/** A fetch that began before the change may still bring the old document: so long, in ms, its keys are looked at. */
const WATCHED_MS = 900_000

export function createWatch({ register, truth, clock, atHand, ceased }: WatchParts) {
  /** Keys that a change concerns, until when they are looked at, and the first change that each lacks. */
  const watched = new Map<string, { until: number; lacks: Change | undefined }>()

  function watch(key: string): void {
    const lacks = watched.get(key)?.lacks
    watched.set(key, { until: clock.now() + WATCHED_MS, lacks })
  }

  function look(): void {
    for (const [key, seen] of watched) {
      const entry = atHand(key)
      const lacks = entry && truth.lacks(entry)
      if (seen.lacks && seen.lacks !== lacks) ceased(seen.lacks, clock.now())
      seen.lacks = lacks
      if (!lacks && seen.until <= clock.now()) watched.delete(key)
    }
  }

  return {
    /** It changed just now: its detail is looked at, and the relaties of all who are related to it. */
    changed: (agbcode: string): void => {
      const codes = new Set(register.relatiesOf(agbcode).flatMap(({ einden }) => einden.map((eind) => eind.AGBCode)))
      for (const code of codes.add(agbcode)) {
        const type = register.find(code)?.type
        if (code === agbcode) watch(`${type}/${code}`)
        watch(`${type}-relaties/${code}`)
      }
      look()
    },
    look,
    /** It is over: what is old still, was so until now at least. */
    end: (): void => {
      for (const { lacks } of watched.values()) if (lacks) ceased(lacks, clock.now())
    },
  }
}
