// What may be done with what is held: given, given and fetched anew behind it, or given only when Vektis fails.

import type { Entry } from '../cache/entry.ts'
import type { Freshness, FreshnessState } from '../cache/freshness.ts'
import type { Clock } from '../lib/clock.ts'
import { verversVanaf } from './houdbaarheid.ts'

/** Why an answer is not proven current; the values of the header `AGB-Onbewezen`. */
export type Onbewezen =
  | 'vektis-onbereikbaar'
  | 'mutatie-gemeld'
  | 'feed-achter'
  | 'stroom-onbereikbaar'
  | 'verwijdering-wacht'

export type Oordeel =
  /**
   * Given at once; not proven current when that is said. `ververs`: to be fetched anew behind it; `verlopen`: for its term
   * is over.
   */
  | { geef: true; onbewezen?: Onbewezen; ververs?: true; verlopen?: true }
  /** Vektis is asked; `onbewezen` is what to say of it when that fails, if more is known than that it failed. */
  | { geef: false; onbewezen?: Onbewezen }
  /** May not be given, whatever happens. */
  | { geef: 'nooit' }

/** Of whatever does not count as current, its term does not matter. */
const oordelen: Record<Exclude<FreshnessState, 'current'>, Oordeel> = {
  erased: { geef: 'nooit' },
  waiting: { geef: true, onbewezen: 'verwijdering-wacht' },
  touched: { geef: false, onbewezen: 'mutatie-gemeld' },
  unproven: { geef: false, onbewezen: 'feed-achter' },
}

export interface BeoordeelParts {
  freshness: Pick<Freshness, 'judge' | 'feed'>
  /** Can this replica hear what the others tell of what is held? */
  heard: () => boolean
  clock: Clock
  /** How old the last completed poll may be, in ms, before what it proved is called behind. */
  mostBehindMs: number
}

/** A poll that fails and the one after it are no reason to say of everything that it may be out of date. */
export const mostBehind = (pollSeconds: number): number => 2 * pollSeconds * 1000 + 60_000

export function createBeoordeel({ freshness, heard, clock, mostBehindMs }: BeoordeelParts) {
  /** What names no party is in no feed: nothing can be said of it beyond its own term. */
  function behind({ tags, fetchedAt }: Entry): Onbewezen | undefined {
    if (tags.length === 0) return undefined
    if (!heard()) return 'stroom-onbereikbaar'
    const followed = Math.max(freshness.feed()?.to ?? 0, fetchedAt)
    return clock.now() - followed > mostBehindMs ? 'feed-achter' : undefined
  }

  function vanActueel(entry: Entry): Oordeel {
    const onbewezen = behind(entry)
    const isVouched = onbewezen === undefined && entry.tags.length > 0
    if (clock.now() < entry.staleAt)
      return {
        geef: true,
        ...(onbewezen && { onbewezen }),
        ...(isVouched && clock.now() >= verversVanaf(entry) && { ververs: true }),
      }
    // Past its term only the feed can vouch for it.
    return isVouched ? { geef: true, ververs: true, verlopen: true } : { geef: false }
  }

  return (entry: Entry): Oordeel => {
    const { state } = freshness.judge(entry)
    return state === 'current' ? vanActueel(entry) : oordelen[state]
  }
}

export type Beoordeel = ReturnType<typeof createBeoordeel>
