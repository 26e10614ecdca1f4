// Faults on the wire: application/problem+json (RFC 9457), in Dutch, with nothing of the inside in it.

import type { FastifyReply } from 'fastify'
import { Problem } from '../errors.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** The body. Several input faults stand together, as the NL API Design Rules ask. */
export const problemBody = (problem: Problem, requestId: string): string =>
  JSON.stringify({
    type: `urn:agb-gateway:${problem.code}`,
    title: problem.titel,
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    instance: requestId,
    ...(problem.fouten.length > 0 && {
      errors: problem.fouten.map(({ in: plaats, naam, melding }) => ({
        in: plaats,
        location: plaats === 'body' ? { pointer: naam && `/${naam}` } : { name: naam },
        detail: melding,
      })),
    }),
  })

const perFastifyCode: Record<string, () => Problem> = {
  FST_ERR_BAD_URL: () => new Problem('ongeldige-vraag', 'Het pad is niet goed gecodeerd.'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Problem('te-groot', 'Stuur een kleiner bericht.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Problem('mediatype-onbekend', 'Stuur application/json.'),
}

/** Any fault as one of the catalogue. What is not known is a fault of ours; its cause goes to the log, not to the caller. */
export function toProblem(fault: unknown): Problem {
  if (fault instanceof Problem) return fault
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  const status = fault instanceof Error && 'statusCode' in fault ? Number(fault.statusCode) : 500
  const known = perFastifyCode[code]
  if (known) return known()
  if (status >= 400 && status < 500)
    return new Problem('ongeldige-vraag', 'Het bericht kan niet worden gelezen.', { cause: fault })
  return new Problem('interne-fout', 'Geef de beheerder het nummer van dit verzoek.', { cause: fault })
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ ...problem.headers, 'Cache-Control': 'no-store' })
    .type(PROBLEM_TYPE)
    .send(problemBody(problem, reply.request.id))
}
