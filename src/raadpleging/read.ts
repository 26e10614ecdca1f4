// Reads one question: from the cache while that is proven current, else from Vektis, else the old copy, flagged.

import type { Entry } from '../cache/entry.ts'
import { NoPlace } from '../dispatch/question.ts'
import type { Herkomst } from '../domain/regel.ts'
import { type Code, Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { AskAndKeep } from './ask-and-keep.ts'
import type { Beoordeel, Onbewezen, Oordeel } from './beoordeel.ts'
import { covers, isSound } from './bruikbaar.ts'
import { asProblem } from './fout.ts'
import { Opgehangen } from './opgehangen.ts'
import type { Ververs } from './ververs.ts'
import type { Vraag } from './vraag.ts'

/** For whom it is read, and how long that one waits. */
export interface Belang {
  caller: string
  weight: number
  /** On the monotonic clock, in ms. At or before now: only what is held. */
  deadline: number
  /** Called before Vektis is asked for what is not held; what it throws stands, whatever old copy there is. Undefined: go on. */
  onMiss?: (() => Promise<void> | undefined) | undefined
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

type Enough = (entry: Entry) => boolean

export interface ReadParts {
  cache: {
    /** What is held; a cache in tiers looks further while that is not `enough`. */
    get: (key: string, enough: Enough) => Promise<Entry | undefined>
  }
  ask: AskAndKeep
  /** What may be done with what is held. */
  beoordeel: Beoordeel
  /** Fetches anew behind the answer. */
  ververs: Ververs
  /** It was given: what is given most is kept true first. */
  count: (sleutel: string) => void
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

/** Every fetch of it began before its withdrawal. */
const ingetrokken = () =>
  new Problem('geen-plaats', 'Dit antwoord is ingetrokken terwijl het werd gehaald. Vraag het over 1 s opnieuw.', {
    headers: { 'Retry-After': '1' },
  })

/**
 * Gives Problem `geen-plaats`, `vektis-te-laat`, `vektis-begrenst`, `vektis-weigert-vraag` or `vektis-faalt` when there is no
 * copy that may still be served.
 * @throws Opgehangen when the caller has gone; what was asked goes on for the others
 */
export function createRead({ cache, ask, beoordeel, ververs, count, clock, onRead }: ReadParts) {
  function haal(
    vraag: Vraag,
    enough: Enough,
    { caller, weight, deadline, opgehangen }: Belang,
  ): Promise<Entry | Problem> | Problem {
    const question = { key: vraag.sleutel, parts: vraag, lane: 'interactive', caller, weight, deadline } as const
    const askFor = () => ask(question, enough, opgehangen)
    const asked = askFor()
    if (asked instanceof NoPlace) return asProblem(asked)
    return asked
      .then((first) => (isAchterhaald(first) ? haalOpnieuw(askFor, first) : first))
      .catch((fault: unknown) => {
        if (fault instanceof Opgehangen) throw fault
        return asProblem(fault)
      })
  }

  /**
   * A fetch that began before the feed named what it brings may show it as it was before: then once more, for that one is
   * over now and the next begins after. Unless it came from elsewhere ahead of its landing: then it may come once more, and
   * is over after that.
   */
  async function haalOpnieuw(askFor: () => Promise<Entry> | NoPlace, first: Entry): Promise<Entry> {
    async function nextOrFirst(): Promise<Entry> {
      try {
        const next = await askFor()
        return next instanceof NoPlace ? first : next
      } catch (fault) {
        if (fault instanceof Opgehangen) throw fault
        return first
      }
    }
    let next = await nextOrFirst()
    const isSame = next !== first && next.fetchedAt === first.fetchedAt
    if (isSame) next = await nextOrFirst()
    if (beoordeel(next).geef !== 'nooit') return next
    throw ingetrokken()
  }

  const isAchterhaald = (entry: Entry): boolean => {
    const oordeel = beoordeel(entry)
    return oordeel.geef === 'nooit' || (!oordeel.geef && oordeel.onbewezen === 'mutatie-gemeld')
  }

  function tel({ sleutel }: Vraag, result: 'hit' | 'miss' | 'stale'): void {
    count(sleutel)
    onRead(result)
  }

  function geef(vraag: Vraag, entry: Entry, oordeel: Extract<Oordeel, { geef: true }>): Lezing {
    const { onbewezen, verlopen } = oordeel
    if (oordeel.ververs) ververs(vraag, entry)
    tel(vraag, onbewezen ? 'stale' : 'hit')
    const detail = onbewezen ?? (verlopen ? 'termijn-voorbij' : undefined)
    return {
      entry,
      herkomst: onbewezen ? 'stale' : 'cache',
      cacheStatus: `agb-gateway; hit${detail ? `; detail=${detail}` : ''}`,
      ...(onbewezen && { onbewezen }),
    }
  }

  /** The old copy in place of what cannot be had, if it may stand for that. */
  function geefOud(vraag: Vraag, held: Entry, problem: Problem, bekend: Onbewezen | undefined): Lezing | Problem {
    if (clock.now() >= held.deleteAt || zonderOud.has(problem.code)) return problem
    tel(vraag, 'stale')
    const onbewezen = bekend ?? (problem.code === 'geen-plaats' ? 'feed-achter' : 'vektis-onbereikbaar')
    return { entry: held, herkomst: 'stale', cacheStatus: `agb-gateway; fwd=stale; detail=${onbewezen}`, onbewezen }
  }

  return async function read(vraag: Vraag, scope: readonly string[], belang: Belang): Promise<Lezing | Problem> {
    // Kept for fewer categories than this doel needs is a miss: the document was cut before it was stored.
    const serves = (entry: Entry) => covers(entry, scope) && isSound(entry, vraag, clock.now())
    const enough = (entry: Entry) => {
      const oordeel = beoordeel(entry)
      return serves(entry) && oordeel.geef === true && oordeel.onbewezen === undefined && oordeel.verlopen !== true
    }
    const kept = await cache.get(vraag.sleutel, enough)
    const oordeel = kept && serves(kept) ? beoordeel(kept) : undefined
    const held = oordeel && oordeel.geef !== 'nooit' ? kept : undefined
    if (held && oordeel?.geef === true) return geef(vraag, held, oordeel)

    const noted = belang.onMiss?.()
    if (noted) await noted
    const fetched = await haal(vraag, enough, belang)
    const entry = fetched instanceof Problem || serves(fetched) ? fetched : teWeinig()
    if (entry instanceof Problem)
      return held ? geefOud(vraag, held, entry, oordeel?.geef === false ? oordeel.onbewezen : undefined) : entry
    tel(vraag, 'miss')
    const onbewezen = isAchterhaald(entry) ? 'mutatie-gemeld' : undefined
    const cacheStatus = `agb-gateway; ${held ? 'fwd=stale' : 'fwd=miss'}; stored${onbewezen ? `; detail=${onbewezen}` : ''}`
    return { entry, herkomst: 'vektis', cacheStatus, ...(onbewezen && { onbewezen }) }
  }
}
