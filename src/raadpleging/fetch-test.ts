// The connectivity test on its way to Vektis: at most once in ten seconds, whoever is the dispatcher by then.

import type { Entry } from '../cache/entry.ts'
import type { Tiers } from '../cache/tiers.ts'
import type { Clock } from '../lib/clock.ts'
import type { Fetched, FetchEntry } from './fetch-entry.ts'
import { problemVan } from './fout.ts'
import { judgeCall } from './judge-call.ts'
import { bezig, foutIn, gefaald, isBezig } from './meting.ts'
import { TEST } from './vraag.ts'

export interface FetchTestParts {
  /** Fetches, and keeps the answer as long as it stands. */
  fetchEntry: FetchEntry
  cache: Pick<Tiers, 'get' | 'delete'>
  /** Writes down what is known of the test, for all replicas. */
  note: (entry: Entry) => Promise<void>
  clock: Clock
}

/**
 * Fetches the test unless what is kept still stands. That it goes out is written down first:
 *   A sends the test → A is killed, or hands the lease over → B has heard nothing, and would send it again
 * A failure stands as long as an answer does, also for who tries again at once.
 */
export function createFetchTest({ fetchEntry, cache, note, clock }: FetchTestParts): FetchEntry {
  const isFresh = ({ staleAt }: Entry) => clock.now() < staleAt

  /** @throws Problem when what stands is a fault, or a test that is out */
  function outcomeOf(entry: Entry): Fetched {
    const fout = foutIn(entry)
    if (fout) throw problemVan(fout)
    if (isBezig(entry)) throw problemVan({ code: 'geen-plaats', seconds: (entry.staleAt - clock.now()) / 1000 })
    return { entry, mayBeHeld: true }
  }

  return async function fetchTest(vraag, control) {
    const kept = await cache.get(TEST, isFresh)
    if (kept && isFresh(kept)) {
      // Not called on: it is for another.
      control.line.giveBack()
      return outcomeOf(kept)
    }
    await note(bezig(clock.now()))
    try {
      // Nobody has it before it is written down.
      return await fetchEntry(vraag, { ...control, early: () => undefined })
    } catch (fault) {
      if (judgeCall(fault).sent) await note(gefaald(clock.now(), fault))
      // A store that cannot forget it only makes the next one wait.
      else await cache.delete(TEST).catch(() => undefined)
      throw fault
    }
  }
}
