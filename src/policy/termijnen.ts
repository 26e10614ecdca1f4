// Says in time what lapses: at start, with every policy that comes into force, and once a day.

import type { Clock } from '../lib/clock.ts'
import { naderend, type Naderend } from './naderend.ts'
import type { Policy } from '../doelbinding/policy.ts'

const DAY_MS = 86_400_000

export interface TermijnenParts {
  policy: () => Policy
  clock: Clock
  /** Told of what lapses within 30 days or has lapsed; not told when there is nothing. */
  onNear: (naderend: Naderend) => void
}

export interface Termijnen {
  /** Looks now, besides the daily look. */
  check: () => void
  close: () => void
}

export function createTermijnen({ policy, clock, onNear }: TermijnenParts): Termijnen {
  const closing = new AbortController()

  function check(): void {
    const gevonden = naderend(policy(), clock.now())
    if (Object.values(gevonden).some((namen: readonly string[]) => namen.length > 0)) onNear(gevonden)
  }

  async function watch(): Promise<void> {
    for (;;) {
      check()
      await clock.sleep(DAY_MS, closing.signal)
    }
  }
  watch().catch(() => {})

  return { check, close: () => closing.abort() }
}
