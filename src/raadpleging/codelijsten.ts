// Code lists are in no feed: those that are held are fetched anew before their term ends, so that nobody waits for one.

import type { Entry } from '../cache/entry.ts'
import { catalogus } from '../domain/catalogus.ts'
import type { Clock } from '../lib/clock.ts'
import { verversVanaf } from './houdbaarheid.ts'
import { vraagMet } from './vraag.ts'

export interface CodelijstenParts {
  clock: Clock
  /** What is held for the whole fleet. Rejects when that cannot be seen. */
  heldEntry: (sleutel: string) => Promise<Entry | undefined>
  /** Fetches in the refresh lane. */
  fetch: (sleutel: string, signal: AbortSignal) => Promise<unknown>
}

const LOOK_EVERY_MS = 600_000

const sleutels = catalogus
  .filter(({ rol }) => rol === 'Referentiegegevens')
  .map((bevraging) => vraagMet(bevraging, {}).sleutel)

/** Runs on the dispatcher until the signal. One that nobody ever asked for is not fetched. */
export function createCodelijsten({ clock, heldEntry, fetch }: CodelijstenParts) {
  async function isDue(sleutel: string): Promise<boolean> {
    const held = await heldEntry(sleutel)
    return held !== undefined && clock.now() >= verversVanaf(held)
  }

  async function refresh(sleutel: string, signal: AbortSignal): Promise<void> {
    if (await isDue(sleutel)) await fetch(sleutel, signal)
  }

  return async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {})
      if (signal.aborted) return
      // One that fails is looked at again the next time.
      for (const sleutel of sleutels) await refresh(sleutel, signal).catch(() => {})
    }
  }
}
