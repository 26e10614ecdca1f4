// The trail of one caller in this replica: what it asked of late.

import type { Telling } from './oordeel.ts'
import { type Codes, createCodes } from './codes.ts'

/** Distinct codes that are looked at together, here and over the fleet. */
export const MAX_CODES = 2048

export interface Spoor {
  /** Every code asked, held or not. */
  gevraagd: Codes
  /** Those that the fleet was told of. */
  gemeld: Codes
  onbekend: Codes
  /** One more answer about a code that is known. */
  bekend: (now: number) => void
  telling: (now: number) => Telling
  /** Known answers that the fleet was not yet told of; then it counts as told. */
  neemOngemeld: () => number
  /** The fleet did not hear it after all. */
  geefTerug: (aantal: number) => void
  clear: () => void
}

/**
 * Known answers are counted by halves of a span, three of them: so they count for one span to one and a half, and never
 * shorter than the unknown codes beside them. Else a nightly job would begin with the slips of the night before alone.
 * @param spanMs how long something counts, in ms
 */
export function createSpoor(spanMs: number): Spoor {
  const gevraagd = createCodes({ max: MAX_CODES, spanMs })
  const gemeld = createCodes({ max: MAX_CODES, spanMs })
  const onbekend = createCodes({ max: MAX_CODES, spanMs })
  let bekend: [number, number, number] = [0, 0, 0]
  let index = 0
  let ongemeld = 0

  function turn(now: number): void {
    const passed = helft(now, spanMs) - index
    for (let turn = 0; turn < Math.min(passed, 3); turn += 1) bekend = [0, bekend[0], bekend[1]]
    index += passed
  }

  return {
    gevraagd,
    gemeld,
    onbekend,
    bekend: (now) => {
      turn(now)
      bekend[0] += 1
      ongemeld += 1
    },
    telling: (now) => {
      turn(now)
      return { onbekend: onbekend.ascending().length, bekend: bekend[0] + bekend[1] + bekend[2] }
    },
    neemOngemeld: () => {
      const aantal = ongemeld
      ongemeld = 0
      return aantal
    },
    geefTerug: (aantal) => {
      ongemeld += aantal
    },
    clear: () => {
      for (const codes of [gevraagd, gemeld, onbekend]) codes.clear()
      bekend = [0, 0, 0]
      ongemeld = 0
    },
  }
}

/** In which half of a span a moment falls. */
export const helft = (now: number, spanMs: number): number => Math.floor(now / (spanMs / 2))
