// The states of life a party can be in, seen from the day the register is made.

import { begin, type Periode, plusDagen } from './periode.ts'
import type { Random } from './random.ts'

export const staten = ['actief', 'eindigt', 'beeindigd', 'vergaan', 'toekomstig', 'nieuw'] as const
/** Active; active with its end in sight; ended but delivered; ended over seven years ago; still to begin; from today. */
export type Staat = (typeof staten)[number]

/** Twenty draws: mostly active, and enough of each other state to meet them all. */
const verdeling: readonly Staat[] = [
  ...Array.from({ length: 15 }, () => 'actief' as const),
  'eindigt',
  'beeindigd',
  'beeindigd',
  'vergaan',
  'toekomstig',
]

export const drawStaat = (random: Random): Staat => random.pick(verdeling)

/** First and last day that may be drawn, counted from today. */
type Grenzen = readonly [number, number]

const LANG_GELEDEN: Grenzen = [-9000, -400]
/** Seven years are 2557 days at most: an end between 2400 days ago and yesterday is still delivered. */
const grenzen: Record<Staat, { aanvang: Grenzen; einde?: Grenzen }> = {
  actief: { aanvang: LANG_GELEDEN },
  eindigt: { aanvang: LANG_GELEDEN, einde: [5, 300] },
  beeindigd: { aanvang: [-9000, -2500], einde: [-2400, -30] },
  vergaan: { aanvang: [-9000, -4000], einde: [-3500, -2600] },
  toekomstig: { aanvang: [5, 200] },
  nieuw: { aanvang: [0, 0] },
}

/** A period that puts its owner in this state on `vandaag`. */
export function periodeIn(staat: Staat, vandaag: string, random: Random): Periode {
  const draw = ([eerste, laatste]: Grenzen) => begin(plusDagen(vandaag, random.int(eerste, laatste)))
  const { aanvang, einde } = grenzen[staat]
  return { Aanvang: draw(aanvang), Einde: einde ? draw(einde) : null }
}
