// Fetches what a page names: each party once, some at a time, and what fails is left for another try.

import type { Partijtype } from '../domain/partijtype.ts'
import type { Clock } from '../lib/clock.ts'

/** `gehaald`: Vektis answered, be it that the party is not there. `bewaard`: what is held is good. */
export type Uitkomst = 'gehaald' | 'bewaard'

/** What a question that failed says of the next try. */
export interface Tegenslag {
  /** Vektis finds the question itself wrong: asking again will not help. */
  geweigerd: boolean
  /** There was no place, and there will be after so many ms. */
  wachtMs?: number
}

export interface HaalParts {
  clock: Clock
  /** Makes sure that the detail of one party is held. Rejects when Vektis gave no answer. */
  partij: (type: Partijtype, agbcode: string, signal: AbortSignal) => Promise<Uitkomst>
  tegenslag: (fault: unknown) => Tegenslag
  /** Asked at once: enough to use what nobody else does of the budget. */
  parallel?: number
}

export type Haal = (
  partijen: ReadonlyArray<readonly [agbcode: string, type: Partijtype]>,
  onPartij: (agbcode: string, uitkomst: Uitkomst) => void,
  signal: AbortSignal,
) => Promise<void>

/** Resolves when each was tried; those of which nothing was told failed. Rejects with the signal's reason. */
export function createHaal({ clock, partij, tegenslag, parallel = 10 }: HaalParts): Haal {
  return async function haal(partijen, onPartij, signal) {
    const wachtend = partijen.values()

    /** Waits for a place as long as it takes. */
    async function een(agbcode: string, type: Partijtype): Promise<void> {
      for (;;) {
        signal.throwIfAborted()
        try {
          return onPartij(agbcode, await partij(type, agbcode, signal))
        } catch (fault) {
          signal.throwIfAborted()
          const { wachtMs } = tegenslag(fault)
          if (wachtMs === undefined) return undefined
          await clock.sleep(wachtMs, signal)
        }
      }
    }

    async function werk(): Promise<void> {
      for (const [agbcode, type] of wachtend) await een(agbcode, type)
    }

    await Promise.all(Array.from({ length: parallel }, werk))
  }
}
