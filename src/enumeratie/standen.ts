// Who is slowed, stopped or released, as this replica knows it: its own doing, and what the others did.

import type { Clock } from '../lib/clock.ts'
import type { Stand } from './stand.ts'
import type { Vloot } from './vloot.ts'

export interface StandenParts {
  clock: Clock
  /** Absent: this replica is alone. */
  vloot?: Pick<Vloot, 'zet' | 'standen'>
  /** Callers there are now. */
  afnemers: () => Iterable<string>
  /** A caller was stopped or released, here or elsewhere: what was counted of it counts no longer. */
  onNieuweTelling: (afnemer: string) => void
}

/** What is decided of a caller, for how long. */
export type Besluit = Pick<Stand, 'soort' | 'reden' | 'aantal'> & { duurMs: number }

export interface Standen {
  /** Hears the others. To be waited for when this caller is stopped as far as is known; undefined: it is not. */
  hoor: (afnemer: string) => Promise<void> | undefined
  /** The stop that holds for this caller. */
  stop: (afnemer: string) => Stand | undefined
  /** Gives the stand that holds now, whether that is this one, and whether Redis has it (true without Redis). */
  zet: (afnemer: string, besluit: Besluit) => Promise<{ stand: Stand; eigen: boolean; overal: boolean }>
  /** Takes over what Redis says now. */
  leer: (afnemer: string, stand: Stand) => void
  /** All that hold now, over the fleet. */
  alle: () => Promise<Map<string, Stand>>
}

/** News of other replicas is at most so old, in ms. */
const FRESH_MS = 1000

export function createStanden({ clock, vloot, afnemers, onNieuweTelling }: StandenParts): Standen {
  const known = new Map<string, Stand>()
  let asked = -Infinity
  let refreshing: Promise<void> = Promise.resolve()

  const inForce = (afnemer: string): Stand | undefined => {
    const stand = known.get(afnemer)
    return stand && clock.now() < stand.tot ? stand : undefined
  }

  const stop = (afnemer: string): Stand | undefined => {
    const stand = inForce(afnemer)
    return stand?.soort === 'gestopt' ? stand : undefined
  }

  function leer(afnemer: string, stand: Stand): void {
    const before = known.get(afnemer)
    known.set(afnemer, stand)
    if (before?.sinds === stand.sinds && before.soort === stand.soort) return
    if (stand.soort !== 'vertraagd') onNieuweTelling(afnemer)
  }

  /** For questions once a second at most: never a call for each of them. */
  function refresh(olderThanMs = FRESH_MS): Promise<void> {
    if (vloot && clock.monotonic() - asked >= olderThanMs) {
      asked = clock.monotonic()
      refreshing = vloot.standen([...afnemers()]).then((standen) => {
        // This reading may have been under way while a later stand was written from here.
        for (const [afnemer, stand] of standen ?? [])
          if (stand.sinds >= (known.get(afnemer)?.sinds ?? 0)) leer(afnemer, stand)
      })
    }
    return refreshing
  }

  return {
    hoor: (afnemer) => {
      const news = refresh()
      return stop(afnemer) ? news : undefined
    },
    stop,
    zet: async (afnemer, { duurMs, ...besluit }) => {
      const now = clock.now()
      // After what is known, also when another replica's clock runs ahead: the later of two stands is the one that holds.
      const before = known.get(afnemer)
      const later = Math.max(now, (before?.sinds ?? 0) + 1)
      const slowedStill = besluit.soort === 'vertraagd' && inForce(afnemer)?.soort === 'vertraagd'
      const sinds = slowedStill && before ? before.sinds : later
      const eigen: Stand = { ...besluit, sinds, tot: now + duurMs }
      leer(afnemer, eigen)
      if (!vloot) return { stand: eigen, eigen: true, overal: true }
      const holds = await vloot.zet(afnemer, eigen, now)
      if (holds) leer(afnemer, holds)
      return { stand: holds ?? eigen, eigen: !holds || holds.sinds === sinds, overal: holds !== undefined }
    },
    leer,
    alle: async () => {
      await refresh(0)
      return new Map(
        [...afnemers()].flatMap((afnemer) => {
          const stand = inForce(afnemer)
          return stand ? [[afnemer, stand] as const] : []
        }),
      )
    },
  }
}
