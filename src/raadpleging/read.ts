// Reads one question: from the cache while it is fresh, else from Vektis, else the old copy, flagged.

import type { Entry } from '../cache/entry.ts'
import { type Ask, NoAnswer, NoPlace, TooLate } from '../dispatch/question.ts'
import { structuren } from '../domain/structuur.ts'
import type { Herkomst } from '../domain/regel.ts'
import { type Code, Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
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
  ask: Ask<Vraag, Entry>
  clock: Clock
  /** How each reading ended, for the metric. */
  onRead: (result: 'hit' | 'miss' | 'stale') => void
}

/** Not hidden behind an old copy: Vektis's no to the question itself, and a defect of ours. */
const zonderOud: ReadonlySet<Code> = new Set<Code>(['vektis-weigert-vraag', 'interne-fout'])

/** How far the clock of another replica may be ahead of ours, in ms. */
const CLOCK_SKEW_MS = 60_000

/** Is it an entry that this version can answer from? What Redis holds may be another's, or from another version. */
const isSound = ({ document, fetchedAt }: Entry, { bevraging }: Vraag, now: number): boolean => {
  const isList = structuren[bevraging.antwoord].soort === 'lijst'
  const fits = typeof document === 'object' && document !== null && Array.isArray(document) === isList
  return (document === undefined || fits) && fetchedAt <= now + CLOCK_SKEW_MS
}

const covers = (entry: Entry, scope: readonly string[]): boolean => scope.every((deel) => entry.scope.includes(deel))

/**
 * @throws Problem `geen-plaats`, `vektis-te-laat`, `vektis-begrenst`, `vektis-weigert-vraag` or `vektis-faalt` when there
 * is no copy that may still be served
 */
export function createRead({ cache, ask, clock, onRead }: ReadParts) {
  return async function read(vraag: Vraag, scope: readonly string[], belang: Belang): Promise<Lezing> {
    const isFresh = (entry: Entry) => clock.now() < entry.staleAt
    // Kept for fewer categories than this doel needs is a miss: the document was cut before it was stored.
    const serves = (entry: Entry) => covers(entry, scope) && isSound(entry, vraag, clock.now())
    const kept = await cache.get(vraag.sleutel, (entry) => serves(entry) && isFresh(entry))
    const held = kept && serves(kept) ? kept : undefined
    if (held && isFresh(held)) {
      onRead('hit')
      return { entry: held, herkomst: 'cache', cacheStatus: 'agb-gateway; hit' }
    }
    await belang.onMiss?.()
    const forward = held ? 'fwd=stale' : 'fwd=miss'
    try {
      const { caller, weight, deadline } = belang
      const entry = await ask({ key: vraag.sleutel, parts: vraag, lane: 'interactive', caller, weight, deadline })
      onRead('miss')
      return { entry, herkomst: 'vektis', cacheStatus: `agb-gateway; ${forward}; stored` }
    } catch (fault) {
      const problem = asProblem(fault)
      if (!held || clock.now() >= held.deleteAt || zonderOud.has(problem.code)) throw problem
      onRead('stale')
      const onbewezen = problem.code === 'geen-plaats' ? 'feed-achter' : 'vektis-onbereikbaar'
      return { entry: held, herkomst: 'stale', cacheStatus: `agb-gateway; ${forward}; detail=${onbewezen}`, onbewezen }
    }
  }
}

export function asProblem(fault: unknown): Problem {
  if (fault instanceof Problem) return fault
  if (fault instanceof NoPlace) {
    const seconds = String(fault.retryAfterSeconds)
    return new Problem('geen-plaats', `De wachtrij is te lang. Vraag het over ${seconds} s opnieuw.`, {
      headers: { 'Retry-After': seconds },
    })
  }
  if (fault instanceof TooLate || fault instanceof NoAnswer)
    return new Problem('vektis-te-laat', 'Het antwoord komt later en wordt dan bewaard. Vraag het straks opnieuw.')
  return new Problem(
    'interne-fout',
    'De vraag kon niet worden verwerkt. Geef de beheerder het nummer van dit verzoek.',
    {
      cause: fault,
    },
  )
}
