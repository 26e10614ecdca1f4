// Reads one question: from the cache while it is fresh, else from Vektis, else the old copy, flagged.

import type { Entry } from '../cache/entry.ts'
import type { Herkomst } from '../domain/regel.ts'
import { type Code, Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { AskAndKeep } from './ask-and-keep.ts'
import { covers, isSound } from './bruikbaar.ts'
import { asProblem } from './fout.ts'
import { Opgehangen } from './opgehangen.ts'
import type { Vraag } from './vraag.ts'

/** Why an answer is not proven current; the values of the header `AGB-Onbewezen`. */
export type Onbewezen = 'vektis-onbereikbaar' | 'feed-achter'

/** For whom it is read, and how long that one waits. */
export interface Belang {
  caller: string
  weight: number
  /** On the monotonic clock, in ms. At or before now: only what is held. */
  deadline: number
  /** Called before Vektis is asked for what is not held; what it throws stands, whatever old copy there is. */
  onMiss?: (() => Promise<void>) | undefined
  /** Aborted with `Opgehangen` once that one has gone. */
  opgehangen?: (() => AbortSignal) | undefined
}

export interface Lezing {
  entry: Entry
  herkomst: Herkomst
  /** Value of the header `Cache-Status` (RFC 9211), without the key. */
  cacheStatus: string
  onbewezen?: Onbewezen
}

export interface ReadParts {
  cache: {
    /** What is held; a cache in tiers looks further while that is not `enough`. */
    get: (key: string, enough: (entry: Entry) => boolean) => Promise<Entry | undefined>
  }
  ask: AskAndKeep
  clock: Clock
  /** How each reading ended, for the metric. */
  onRead: (result: 'hit' | 'miss' | 'stale') => void
}

/** Not hidden behind an old copy: Vektis's no to the question itself, and a defect of ours. */
const zonderOud: ReadonlySet<Code> = new Set<Code>(['vektis-weigert-vraag', 'interne-fout'])

/** How soon replicas that differ in policy agree again, in seconds. */
const ROLL_OUT_SECONDS = 5

/** The one who fetched has doelen that need less: of another version of the policy, for seconds. */
const teWeinig = () =>
  new Problem(
    'geen-plaats',
    `De replica's hebben nog niet dezelfde policy, en wat er is gehaald is voor dit doel te weinig. Vraag het over ${ROLL_OUT_SECONDS} s opnieuw.`,
    { headers: { 'Retry-After': String(ROLL_OUT_SECONDS) } },
  )

/**
 * @throws Opgehangen when the caller has gone; what was asked goes on for the others
 * @throws Problem `geen-plaats`, `vektis-te-laat`, `vektis-begrenst`, `vektis-weigert-vraag` or `vektis-faalt` when there
 * is no copy that may still be served
 */
export function createRead({ cache, ask, clock, onRead }: ReadParts) {
  return async function read(vraag: Vraag, scope: readonly string[], belang: Belang): Promise<Lezing> {
    const isFresh = (entry: Entry) => clock.now() < entry.staleAt
    // Kept for fewer categories than this doel needs is a miss: the document was cut before it was stored.
    const serves = (entry: Entry) => covers(entry, scope) && isSound(entry, vraag, clock.now())
    const enough = (entry: Entry) => serves(entry) && isFresh(entry)
    const kept = await cache.get(vraag.sleutel, enough)
    const held = kept && serves(kept) ? kept : undefined
    if (held && isFresh(held)) {
      onRead('hit')
      return { entry: held, herkomst: 'cache', cacheStatus: 'agb-gateway; hit' }
    }
    await belang.onMiss?.()
    const forward = held ? 'fwd=stale' : 'fwd=miss'
    try {
      const { caller, weight, deadline, opgehangen } = belang
      const question = { key: vraag.sleutel, parts: vraag, lane: 'interactive', caller, weight, deadline } as const
      const entry = await ask(question, enough, opgehangen?.())
      if (!serves(entry)) throw teWeinig()
      onRead('miss')
      return { entry, herkomst: 'vektis', cacheStatus: `agb-gateway; ${forward}; stored` }
    } catch (fault) {
      if (fault instanceof Opgehangen) throw fault
      const problem = asProblem(fault)
      if (!held || clock.now() >= held.deleteAt || zonderOud.has(problem.code)) throw problem
      onRead('stale')
      const onbewezen = problem.code === 'geen-plaats' ? 'feed-achter' : 'vektis-onbereikbaar'
      return { entry: held, herkomst: 'stale', cacheStatus: `agb-gateway; ${forward}; detail=${onbewezen}`, onbewezen }
    }
  }
}
