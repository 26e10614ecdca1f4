// Fetches anew behind an answer that was given already: once at a time for a question, in the part of the budget that is idle.

import type { Entry } from '../cache/entry.ts'
import { orReject } from '../dispatch/question.ts'
import type { Clock } from '../lib/clock.ts'
import type { AskAndKeep } from './ask-and-keep.ts'
import type { Vraag } from './vraag.ts'

/** As whom the gateway asks for itself: a name that no policy can give to a caller. */
export const EIGEN = '#agb-gateway'
/** How long such a question may wait for its turn, in ms. */
export const GEDULD_MS = 60_000

/** What could not be fetched is not tried again for so long, in ms, however often it is asked for. */
const REST_MS = 10_000

export interface VerversParts {
  ask: AskAndKeep
  clock: Clock
}

/** Never rejects and never waits: who asked has an answer. */
export function createVervers({ ask, clock }: VerversParts) {
  const busy = new Set<string>()

  async function work(vraag: Vraag, { fetchedAt: before }: Entry): Promise<void> {
    const { sleutel: key } = vraag
    const deadline = clock.monotonic() + GEDULD_MS
    const question = { key, parts: vraag, lane: 'refresh', caller: EIGEN, weight: 1, deadline } as const
    await orReject(ask)(question, ({ fetchedAt }) => fetchedAt > before).catch(() => clock.sleep(REST_MS))
    busy.delete(key)
  }

  /** @param held what was given */
  return function ververs(vraag: Vraag, held: Entry): void {
    if (busy.has(vraag.sleutel)) return
    busy.add(vraag.sleutel)
    void work(vraag, held)
  }
}

export type Ververs = ReturnType<typeof createVervers>
