// The connectivity test: callers may ask as often as they like, Vektis hears it at most once in ten seconds.

import type { Entry } from '../cache/entry.ts'
import type { Tiers } from '../cache/tiers.ts'
import { NoPlace } from '../dispatch/question.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { AskAndKeep } from './ask-and-keep.ts'
import { asProblem, problemVan } from './fout.ts'
import { TUSSENTIJD_MS } from './houdbaarheid.ts'
import { foutIn, isBezig } from './meting.ts'
import { Opgehangen } from './opgehangen.ts'
import type { Belang, Lezing } from './read.ts'
import { TEST, type Vraag } from './vraag.ts'

/** The largest number whose square is sure to fit 32 bits: what Vektis does beyond it we do not know. */
const ZEKER = 46_340

export interface VerbindingstestParts {
  cache: Pick<Tiers, 'get'>
  ask: AskAndKeep
  clock: Clock
}

/**
 * Reads the test. For ten seconds its outcome stands for all replicas, also when the call failed: the answer to another
 * number is then its square, which says the same: Vektis was there, `Age` seconds ago.
 */
export function createVerbindingstest({ cache, ask, clock }: VerbindingstestParts) {
  const stands = (entry: Entry) => clock.now() < entry.staleAt && !isBezig(entry)

  return async function readTest(vraag: Vraag, belang: Belang): Promise<Lezing | Problem> {
    const held = await cache.get(TEST, stands)
    if (held && stands(held))
      return { entry: answerTo(vraag, held), herkomst: 'cache', cacheStatus: 'agb-gateway; hit' }
    const { caller, weight, deadline, opgehangen } = belang
    const question = { key: TEST, parts: vraag, lane: 'interactive', caller, weight, deadline } as const
    const asked = ask(question, stands, opgehangen)
    if (asked instanceof NoPlace) return asToldTo(vraag, asProblem(asked))
    const entry = await asked.catch((fault: unknown) => {
      throw fault instanceof Opgehangen ? fault : asToldTo(vraag, asProblem(fault))
    })
    return { entry: answerTo(vraag, entry), herkomst: 'vektis', cacheStatus: 'agb-gateway; fwd=miss' }
  }

  /** @throws Problem when the test failed, or says nothing of this number */
  function answerTo(vraag: Vraag, entry: Entry): Entry {
    const fout = foutIn(entry)
    if (fout) throw asToldTo(vraag, problemVan(fout), entry)
    const { number = 0 } = vraag
    const asked = numberIn(entry)
    if (asked === undefined || asked === number) return entry
    if (Math.abs(number) > ZEKER) throw later(entry)
    return { ...entry, document: { Number: number, MultipliedBySelf: number * number } }
  }

  /** A no of Vektis to one number says nothing of another, and one whose square fits is not what it said no to. */
  function asToldTo({ number = 0 }: Vraag, problem: Problem, entry?: Entry): Problem {
    return problem.code === 'vektis-weigert-vraag' && Math.abs(number) <= ZEKER ? later(entry) : problem
  }

  /** The test says nothing of this number: asked again once it may be. */
  function later(entry?: Entry): Problem {
    const ms = entry ? entry.staleAt - clock.now() : TUSSENTIJD_MS
    const seconds = Math.max(1, Math.ceil(ms / 1000))
    const detail = `Vektis hoort de verbindingstest hoogstens eens in de tien seconden, en hoorde een ander getal. Vraag het over ${seconds} s opnieuw.`
    return new Problem('geen-plaats', detail, { headers: { 'Retry-After': String(seconds) } })
  }
}

/** The number whose square Vektis gave, when it did. */
const numberIn = ({ document }: Entry): unknown => (Object(document) as Record<string, unknown>)['Number']
