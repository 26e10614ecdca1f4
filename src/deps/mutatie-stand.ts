// How far what is held is kept true, for the operator: on /readyz, in the metrics and under beheer.

import type { Freshness } from '../cache/freshness.ts'
import type { Feedstand } from '../domain/feedstand.ts'
import type { Clock } from '../lib/clock.ts'
import type { Mutaties } from '../mutaties/mutaties.ts'
import type { Gauges } from '../observability/metrics.ts'

export interface MutatieStandParts {
  mutaties: Pick<Mutaties, 'waiting' | 'hertoetst' | 'wachtend'>
  freshness: Pick<Freshness, 'feed'>
  heard: () => boolean
  isDispatcher: () => boolean
  clock: Clock
  /** How old the last completed poll may be before the feed is behind, in ms. */
  mostBehindMs: number
}

export function createMutatieStand(parts: MutatieStandParts) {
  const { mutaties, freshness, heard, isDispatcher, clock, mostBehindMs } = parts
  /** Start of the last poll that was applied, in ms since the epoch. */
  const tot = (): number | undefined => freshness.feed()?.to
  const lagMs = (): number | undefined => {
    const to = tot()
    return to === undefined ? undefined : Math.max(0, clock.now() - to)
  }
  const inSeconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000)

  const stand = (): Feedstand => {
    const lag = lagMs()
    if (!heard()) return 'stroom-onbereikbaar'
    if (lag === undefined) return 'onbekend'
    if (lag > mostBehindMs) return 'achter'
    return mutaties.hertoetst() ? 'hertoetsing' : 'bij'
  }

  const gauges: Pick<Gauges, 'watermark' | 'mutatiesLag' | 'mutatiesWaiting' | 'hertoetst' | 'erasuresWaiting'> = {
    watermark: () => inSeconds(tot()),
    mutatiesLag: () => inSeconds(lagMs()),
    mutatiesWaiting: () => (isDispatcher() ? mutaties.waiting() : undefined),
    hertoetst: mutaties.hertoetst,
    erasuresWaiting: () => mutaties.wachtend()?.parties ?? 0,
  }
  return { stand, tot, gauges }
}

export type MutatieStand = ReturnType<typeof createMutatieStand>
