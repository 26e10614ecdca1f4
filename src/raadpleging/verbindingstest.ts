// The connectivity test: callers may ask as often as they like, Vektis hears it at most once in ten seconds.

import type { Entry } from '../cache/entry.ts'
import { type Ask, NoPlace } from '../dispatch/question.ts'
import type { Clock } from '../lib/clock.ts'
import { asProblem, type Belang, type Lezing } from './read.ts'
import type { Vraag } from './vraag.ts'

const TUSSENTIJD_MS = 10_000
/** The largest number whose square is sure to fit 32 bits: what Vektis does beyond it we do not know. */
const ZEKER = 46_340

export interface VerbindingstestParts {
  ask: Ask<Vraag, Entry>
  clock: Clock
}

/**
 * Reads the test. Inside ten seconds of the last call the outcome of that call stands, also when it failed: the answer to
 * another number is then its square, which says the same: Vektis was there, `Age` seconds ago.
 */
export function createVerbindingstest({ ask, clock }: VerbindingstestParts) {
  let last: { at: number; vraag: Vraag; outcome: Promise<Entry> } | undefined

  return async function readTest(vraag: Vraag, belang: Belang): Promise<Lezing> {
    const now = clock.monotonic()
    const fresh = last === undefined || now - last.at >= TUSSENTIJD_MS
    if (last === undefined || fresh) {
      const { caller, weight, deadline } = belang
      const outcome = ask({ key: 'test', parts: vraag, lane: 'interactive', caller, weight, deadline })
      last = { at: now, vraag, outcome }
    }
    const { at, vraag: asked, outcome } = last
    try {
      const entry = await outcome
      if (asked.number === vraag.number) return lezing(entry, fresh)
      const number = vraag.number ?? 0
      if (Math.abs(number) > ZEKER) throw new NoPlace(Math.ceil((at + TUSSENTIJD_MS - now) / 1000))
      return lezing({ ...entry, document: { Number: number, MultipliedBySelf: number * number } }, fresh)
    } catch (fault) {
      throw asProblem(fault)
    }
  }
}

const lezing = (entry: Entry, fresh: boolean): Lezing => ({
  entry,
  herkomst: fresh ? 'vektis' : 'cache',
  cacheStatus: `agb-gateway; ${fresh ? 'fwd=miss' : 'hit'}`,
})
