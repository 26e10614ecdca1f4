// A 404 without a mutation: believed when a second fetch, at least a minute later, says the same.

import type { Clock } from '../lib/clock.ts'
import type { Named } from './apply.ts'
import type { Gone } from './withdraw.ts'

export interface VermistParts {
  clock: Clock
  /** Fetches again, as what the feed named. */
  refetch: (keys: readonly Named[]) => void
  onSure: (gone: Gone) => void
  signal: AbortSignal
}

export interface Vermist {
  /** Vektis does not know a party that is held, and nothing had named it. */
  missed: (gone: Gone) => void
  /** It is there after all. */
  present: (agbcode: string) => void
}

const AGAIN_AFTER_MS = 60_000

/** A fault at Vektis may look like an absence; one that lasts a minute, over two answers, does not. */
export function createVermist({ clock, refetch, onSure, signal }: VermistParts): Vermist {
  const suspects = new Map<string, Gone>()

  async function lookAgain({ key, absent }: Gone): Promise<void> {
    const after = absent.fetchedAt + AGAIN_AFTER_MS
    await clock.sleep(Math.max(0, after - clock.now()), signal)
    refetch([{ key, after, urgent: false }])
  }

  return {
    missed: (gone) => {
      const first = suspects.get(gone.agbcode)
      if (!first) {
        suspects.set(gone.agbcode, gone)
        void lookAgain(gone).catch(() => {})
      } else if (gone.absent.fetchedAt >= first.absent.fetchedAt + AGAIN_AFTER_MS) {
        suspects.delete(gone.agbcode)
        onSure(gone)
      }
    },
    present: (agbcode) => {
      suspects.delete(agbcode)
    },
  }
}
