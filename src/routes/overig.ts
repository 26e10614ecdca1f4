// What matches no route: other methods, unknown paths, what Vektis withdrew. Accounted for where it must be.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CommonHeaders } from '../http/headers.ts'
import { answerFault } from '../http/error-handler.ts'
import { limietHeaders } from '../http/limiet-headers.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { judgeUnmatched, judgeUnreadable, type Unmatched } from '../http/unmatched.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'
import { STANDEN, VRIJGEVEN } from './enumeratie.ts'
import { fgPaths } from './fg.ts'
import { fgDocumentPaths } from './fg-documenten.ts'
import { BEVESTIGEN, MUTATIES } from './mutaties.ts'

export interface OverigOptions {
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
}

/** Our own paths and the methods that each has. */
const OWN_PATHS: ReadonlyMap<string, string> = new Map([
  ...['/docs', '/openapi.json', '/openapi.yaml', '/gateway/v1/doelbinding', STANDEN, MUTATIES, ...fgDocumentPaths].map(
    (path) => [path, 'GET, HEAD'] as const,
  ),
  ...[VRIJGEVEN, BEVESTIGEN, ...fgPaths].map((path) => [path, 'POST'] as const),
])

/** The refusal, after its line in the audit where a known caller asked for it. Always throws. */
async function refuse(
  { problem, handeling }: Unmatched,
  request: FastifyRequest,
  options: OverigOptions,
): Promise<never> {
  if (handeling !== undefined)
    await options.verantwoord(await options.readVerzoek(request, problem), handeling, () => {
      throw problem
    })
  throw problem
}

export function addUnmatched(app: FastifyInstance, options: OverigOptions): void {
  const refuseUnmatched = (request: FastifyRequest) => refuse(judgeUnmatched(request, OWN_PATHS), request, options)
  app.setNotFoundHandler(refuseUnmatched)
  // Before Fastify looks at the body: what it says of a media type or method that it does not know comes unaccounted.
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.is404) return refuseUnmatched(request)
    done()
    return undefined
  })
}

/** Fastify's frameworkErrors: a path that cannot be read comes before any route, so before hooks and error handler. */
export const createFrameworkErrors =
  ({ commonHeaders, ...options }: OverigOptions & { commonHeaders: CommonHeaders }) =>
  (_fault: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(commonHeaders(request))
    refuse(judgeUnreadable(request), request, options).catch((fault: unknown) =>
      // No hooks here either.
      answerFault(request, reply.headers(limietHeaders(request)), fault),
    )
  }
