// The frame around every answer to a known caller: who asks, what came of it, one line in the audit before it leaves.

import type { Afnemer, Policy } from '../doelbinding/policy.ts'
import type { Regel, SchrijfRegel } from '../domain/regel.ts'
import { Problem } from '../errors.ts'
import { asProblem } from './read.ts'
import type { Verzoek } from './verzoek.ts'

/** The line under construction: the work fills in what it comes to know. */
export type Kladregel = { -readonly [Naam in keyof Regel]: Regel[Naam] }

export interface VerantwoordParts {
  policy: () => Policy
  schrijf: SchrijfRegel
  /** Told of every refusal and failure, also of one whose place the audit's own fault takes. */
  onProblem: (problem: Problem) => void
}

/**
 * Runs the work for a known caller and writes its line; only then the outcome goes out, whatever it is.
 * @throws Problem `onbekende-afnemer`, without a line: nobody is known to have asked
 * @throws Problem `audit-niet-beschikbaar` when the line is not durable: no line, no answer
 */
export function createVerantwoord({ policy, schrijf, onProblem }: VerantwoordParts) {
  return async function verantwoord<T extends { status: number }>(
    verzoek: Verzoek,
    handeling: string,
    werk: (afnemer: Afnemer, regel: Kladregel) => T | Promise<T>,
  ): Promise<T> {
    const { afnemer } = verzoek
    if (!afnemer)
      throw new Problem(
        'onbekende-afnemer',
        'Geef een geldige sleutel in Authorization of X-API-Key, en niet twee verschillende.',
        {
          headers: { 'WWW-Authenticate': 'Bearer realm="agb-gateway"' },
        },
      )
    const regel = leeg(verzoek, afnemer, handeling, policy().hash)
    try {
      if (verzoek.weigering) throw verzoek.weigering
      const uitkomst = await werk(afnemer, regel)
      regel.status = uitkomst.status
      return uitkomst
    } catch (fault) {
      const problem = asProblem(fault)
      onProblem(problem)
      regel.status = problem.status
      regel.besluit = problem.status < 500 && problem.status !== 404 ? 'geweigerd' : regel.besluit
      regel.reden ??= problem.code
      throw problem
    } finally {
      try {
        await schrijf(regel)
      } catch (cause) {
        // oxlint-disable-next-line no-unsafe-finally -- meant: without its line no outcome may leave, not even a refusal
        throw new Problem('audit-niet-beschikbaar', 'Zonder verantwoording geen antwoord. Vraag het straks opnieuw.', {
          headers: { 'Retry-After': '5' },
          cause,
        })
      }
    }
  }
}

export type Verantwoord = ReturnType<typeof createVerantwoord>

const leeg = (verzoek: Verzoek, afnemer: Afnemer, handeling: string, policy: string): Kladregel => ({
  verzoekId: verzoek.verzoekId,
  traceId: verzoek.traceId,
  spanId: verzoek.spanId,
  afnemer: afnemer.id,
  gebruiker: verzoek.gebruiker,
  doel: null,
  grondslag: null,
  handeling,
  betrokkenen: [],
  uitgeleverd: [],
  weggelaten: [],
  herkomst: null,
  besluit: 'toegestaan',
  reden: null,
  status: 500,
  policy,
  bijzonderheden: null,
})
