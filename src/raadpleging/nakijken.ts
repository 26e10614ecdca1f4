// The dispatcher's look at what is held before it asks Vektis: whoever asked it may not have seen the answer yet.

import type { Entry } from '../cache/entry.ts'
import type { Freshness } from '../cache/freshness.ts'
import type { MemoryStore, Ready } from '../cache/memory-store.ts'
import type { Tiers } from '../cache/tiers.ts'
import type { Bewaarsnede } from '../doelbinding/bewaren.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import type { Clock } from '../lib/clock.ts'
import { covers, isSound } from './bruikbaar.ts'
import type { Fetched } from './fetch-entry.ts'
import { verversVanaf } from './houdbaarheid.ts'
import type { Vraag } from './vraag.ts'

export interface NakijkenParts {
  cache: Pick<Tiers, 'get'>
  /** The part of it in this process. */
  near: Pick<MemoryStore<Ready>, 'peek'>
  judge: Freshness['judge']
  clock: Clock
  /** What a fetch would be cut to now. */
  bewaarsnede: (bevraging: Bevraging) => Pick<Bewaarsnede, 'scope'>
}

/** Both give what is held when it is fresh, not due to be fetched anew, and no poorer than what a fetch would bring, else undefined. */
export function createNakijken({ cache, near, judge, clock, bewaarsnede }: NakijkenParts) {
  function enoughFor(vraag: Vraag) {
    const { scope } = bewaarsnede(vraag.bevraging)
    return (entry: Entry) =>
      clock.now() < verversVanaf(entry) &&
      judge(entry).state === 'current' &&
      covers(entry, scope) &&
      isSound(entry, vraag, clock.now())
  }
  const asFetched = (entry: Entry): Fetched => ({ entry, mayBeHeld: true })

  return {
    /** In this process alone, and at once. */
    glance: (vraag: Vraag): Fetched | undefined => {
      const held = near.peek(vraag.sleutel)
      return held && enoughFor(vraag)(held) ? asFetched(held) : undefined
    },

    lookup: async (vraag: Vraag): Promise<Fetched | undefined> => {
      const enough = enoughFor(vraag)
      const held = await cache.get(vraag.sleutel, enough)
      return held && enough(held) ? asFetched(held) : undefined
    },
  }
}
