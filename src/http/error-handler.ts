// How every fault leaves: as a problem, logged with its cause when it is ours.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../errors.ts'
import { Opgehangen } from '../raadpleging/opgehangen.ts'
import { sendProblem, toProblem } from './problem.ts'

/** The log names the route's pattern, never the URL: that holds an AGB-code. */
function logFault(request: FastifyRequest, problem: Problem): void {
  // While the audit is away every request ends so; its alarm says it once.
  if (problem.status < 500 || problem.code === 'audit-niet-beschikbaar') return
  const line = { verzoekId: request.id, route: request.routeOptions.url, code: problem.code, err: problem.cause }
  // A flood that is sent away must not become a flood of lines; agb_budget_refused_total counts it.
  if (problem.code === 'geen-plaats') request.log.debug(line, 'no place')
  else if (problem.code === 'interne-fout') request.log.error(line, 'request failed by a fault of the gateway')
  else request.log.warn(line, 'request not answered')
}

/** Logs the fault when it is ours, and answers it, if there is anybody to answer. */
export function answerFault(request: FastifyRequest, reply: FastifyReply, fault: unknown): FastifyReply {
  if (fault instanceof Opgehangen) return reply.hijack()
  const problem = toProblem(fault)
  logFault(request, problem)
  return sendProblem(reply, problem)
}

export function addErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((fault: unknown, request: FastifyRequest, reply: FastifyReply) =>
    answerFault(request, reply, fault),
  )
}
