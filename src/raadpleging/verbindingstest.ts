// The connectivity test: callers may ask as often as they like, Vektis hears it at most once in ten seconds.

import type { Entry } from '../cache/entry.ts'
import { createAsk } from '../dispatch/ask.ts'
import { type Ask, NoPlace, type Question } from '../dispatch/question.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { asProblem, type Belang, type Lezing } from './read.ts'
import type { Vraag } from './vraag.ts'

const TUSSENTIJD_MS = 10_000
/** How long the shared question waits for its turn and answer: as long as the most patient caller may. */
const GEDULD_MS = 60_000
/** The largest number whose square is sure to fit 32 bits: what Vektis does beyond it we do not know. */
const ZEKER = 46_340

export interface VerbindingstestParts {
  ask: Ask<Vraag, Entry>
  clock: Clock
}

/** One question put to Vektis, shared by all who ask while it stands. */
interface Meting {
  number: number | undefined
  outcome: Promise<Entry>
  /** Until when its outcome stands, on the monotonic clock, in ms; Infinity while it is under way. */
  until: number
}

/**
 * Reads the test. Until ten seconds after an outcome it stands, also when the call failed: the answer to another number
 * is then its square, which says the same: Vektis was there, `Age` seconds ago. The question belongs to nobody and has its
 * own deadline; each caller waits its own time for it, so that an impatient one spoils nothing for the rest.
 */
export function createVerbindingstest({ ask, clock }: VerbindingstestParts) {
  let last: Meting | undefined

  function begin({ parts, caller, weight }: Question<Vraag>): Meting {
    const deadline = clock.monotonic() + GEDULD_MS
    const outcome = ask({ key: 'test', parts, lane: 'interactive', caller, weight, deadline })
    const meting: Meting = { number: parts.number, outcome, until: Infinity }
    const stands = () => {
      meting.until = clock.monotonic() + TUSSENTIJD_MS
    }
    outcome.then(stands, (fault: unknown) => {
      // Refused a place, it was never asked: the next who comes tries again.
      if (fault instanceof NoPlace) meting.until = -Infinity
      else stands()
    })
    return meting
  }

  function current(question: Question<Vraag>): Meting {
    const now = clock.monotonic()
    const standing = last !== undefined && now < last.until ? last : undefined
    // Who leaves no time at all only wants what is at hand.
    if (question.deadline <= now && (standing === undefined || standing.until === Infinity)) throw new NoPlace(1)
    return (last = standing ?? begin(question))
  }

  const wait = createAsk<Meting, Entry>({
    join: ({ parts }) => ({ answer: parts.outcome, leave: () => undefined }),
    clock,
  })

  return async function readTest(vraag: Vraag, { caller, weight, deadline }: Belang): Promise<Lezing> {
    const question = { key: 'test', parts: vraag, lane: 'interactive', caller, weight, deadline } as const
    try {
      const meting = current(question)
      const fresh = meting.until === Infinity
      const entry = await wait({ ...question, parts: meting }).catch((fault: unknown) => {
        throw isOwn(fault, meting, vraag) ? fault : later(meting)
      })
      const { number } = vraag
      if (number === undefined || number === meting.number || entry.document === undefined) return lezing(entry, fresh)
      if (Math.abs(number) > ZEKER) throw later(meting)
      return lezing({ ...entry, document: { Number: number, MultipliedBySelf: number * number } }, fresh)
    } catch (fault) {
      throw asProblem(fault)
    }
  }

  /** The measurement says nothing of this number: asked again once it may be. */
  function later({ until }: Meting): NoPlace {
    return new NoPlace(Math.max(1, Math.ceil((until - clock.monotonic()) / 1000)))
  }
}

/** A no of Vektis to one number says nothing of another; every other fault is everyone's. */
const isOwn = (fault: unknown, { number }: Meting, vraag: Vraag): boolean =>
  number === vraag.number || !(fault instanceof Problem) || fault.code !== 'vektis-weigert-vraag'

const lezing = (entry: Entry, fresh: boolean): Lezing => ({
  entry,
  herkomst: fresh ? 'vektis' : 'cache',
  cacheStatus: `agb-gateway; ${fresh ? 'fwd=miss' : 'hit'}`,
})
