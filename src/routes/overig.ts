// What matches no route: other methods, unknown paths, what Vektis withdrew. Accounted for where it must be.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem, toProblem } from '../http/problem.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { judgeUnmatched, judgeUnreadable, type Unmatched } from '../http/unmatched.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'

export interface OverigOptions {
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
}

/** Our own paths that exist for GET. */
const OWN_PATHS = ['/gateway/v1/doelbinding', '/docs', '/openapi.json', '/openapi.yaml']

/** The refusal, after its line in the audit where a known caller asked for it. Always throws. */
async function refuse(
  { problem, handeling }: Unmatched,
  request: FastifyRequest,
  options: OverigOptions,
): Promise<never> {
  if (handeling !== undefined)
    await options.verantwoord(options.readVerzoek(request, problem), handeling, () => {
      throw problem
    })
  throw problem
}

export function addUnmatched(app: FastifyInstance, options: OverigOptions): void {
  app.setNotFoundHandler((request) => refuse(judgeUnmatched(request, OWN_PATHS), request, options))
}

/** Fastify's frameworkErrors: a URL that cannot be read comes before any route, so before the error handler. */
export const createFrameworkErrors =
  (options: OverigOptions) =>
  (_fault: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    refuse(judgeUnreadable(request), request, options).catch((fault: unknown) => sendProblem(reply, toProblem(fault)))
  }
