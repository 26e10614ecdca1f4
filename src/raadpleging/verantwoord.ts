// The frame around every answer to a known caller: who asks, what came of it, one line in the audit before it leaves.

import type { Afnemer } from '../doelbinding/policy.ts'
import { legeRegel, type Regel, type SchrijfRegel } from '../domain/regel.ts'
import { Problem } from '../errors.ts'
import { asProblem } from './fout.ts'
import { Opgehangen } from './opgehangen.ts'
import type { Verzoek } from './verzoek.ts'

/** The line under construction: the work fills in what it comes to know. */
export type Kladregel = { -readonly [Naam in keyof Regel]: Regel[Naam] }

export interface VerantwoordParts {
  schrijf: SchrijfRegel
  /** Told of every refusal and failure. */
  onProblem: (problem: Problem) => void
  /** Told of one whose place the audit's own fault takes: nobody else will hear of it. */
  onLost: (problem: Problem) => void
}

export const onbekendeAfnemer = (): Problem =>
  new Problem(
    'onbekende-afnemer',
    'Geef een geldige sleutel of een geldig token in Authorization of X-API-Key, of een clientcertificaat, en geen twee die een ander noemen.',
    { headers: { 'WWW-Authenticate': 'Bearer realm="agb-gateway"' } },
  )

/**
 * Runs the work for a known caller and writes its line; only then the outcome goes out, whatever it is. Work may give its
 * Problem as well as throw it.
 * @throws Opgehangen when nobody waits any more, with a line that nothing was delivered
 * @throws Problem `onbekende-afnemer`, without a line: nobody is known to have asked
 * @throws Problem `audit-niet-beschikbaar` when the line is not durable: no line, no answer
 */
export function createVerantwoord({ schrijf, onProblem, onLost }: VerantwoordParts) {
  return async function verantwoord<T extends { status: number }>(
    verzoek: Verzoek,
    handeling: string,
    werk: (afnemer: Afnemer, regel: Kladregel) => T | Promise<T>,
  ): Promise<T> {
    const { afnemer } = verzoek
    // What is no HTTP is said to be so to everyone; only a known caller's has a line as well.
    if (!afnemer) throw geenHttp(verzoek) ?? onbekendeAfnemer()
    const regel = leeg(verzoek, afnemer, handeling)
    let earlier: Problem | undefined
    const faalt = (problem: Problem): Problem => {
      earlier = problem
      onProblem(problem)
      regel.status = problem.status
      regel.besluit = problem.status < 500 && problem.status !== 404 ? 'geweigerd' : regel.besluit
      regel.reden ??= problem.code
      return problem
    }
    try {
      if (verzoek.weigering) throw verzoek.weigering
      const uitkomst = await werk(afnemer, regel)
      if (uitkomst instanceof Problem) faalt(uitkomst)
      else regel.status = uitkomst.status
      return uitkomst
    } catch (fault) {
      if (fault instanceof Opgehangen) {
        Object.assign(regel, { status: fault.status, besluit: 'geweigerd', reden: 'opgehangen' })
        throw fault
      }
      throw faalt(asProblem(fault))
    } finally {
      try {
        await schrijf(regel)
      } catch (cause) {
        if (earlier) onLost(earlier)
        // oxlint-disable-next-line no-unsafe-finally -- meant: without its line no outcome may leave, not even a refusal
        throw new Problem('audit-niet-beschikbaar', 'Zonder verantwoording geen antwoord. Vraag het straks opnieuw.', {
          headers: { 'Retry-After': '5' },
          cause,
        })
      }
    }
  }
}

const geenHttp = ({ weigering }: Verzoek): Problem | undefined =>
  weigering instanceof Problem && weigering.code === 'ongeldig-http' ? weigering : undefined

export type Verantwoord = ReturnType<typeof createVerantwoord>

/** A line of which nothing is known yet but who asks what, and how. */
export const leeg = (verzoek: Verzoek, afnemer: Afnemer, handeling: string): Kladregel => ({
  ...legeRegel({ verzoekId: verzoek.verzoekId, handeling, policy: verzoek.policy.hash }),
  traceId: verzoek.traceId,
  spanId: verzoek.spanId,
  afnemer: afnemer.id,
  gebruiker: verzoek.gebruiker,
  status: 500,
})
