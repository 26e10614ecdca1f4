// What is told of every answer after it left: for the log and the metrics. Patterns, never URLs.

import type { FastifyInstance } from 'fastify'
import type { Clock } from '../lib/clock.ts'
import type { Entrance } from './entrance.ts'

export interface RequestDone {
  verzoekId: string
  /** Pattern of the route, or `-`. */
  route: string
  method: string
  status: number
  /** Id of the caller, or `-`. */
  afnemer: string
  /** From when it came in: what it waited for its turn as well. */
  seconds: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who was found to call, or `-`: for metrics only, decisions use the Verzoek. */
    afnemer: string
  }
}

export type RequestReport = (done: RequestDone) => void

/** Methods by name; anything else counts as one, for a caller can make up as many as it likes. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export interface ReportParts {
  arrivalOf: Entrance['arrivalOf']
  clock: Clock
  report: RequestReport
}

export function addRequestReport(app: FastifyInstance, { arrivalOf, clock, report }: ReportParts): void {
  app.decorateRequest('afnemer', '-')
  app.addHook('onResponse', (request, reply, done) => {
    report({
      verzoekId: request.id,
      route: request.is404 ? '-' : (request.routeOptions.url ?? '-'),
      method: METHODS.has(request.method) ? request.method : 'OTHER',
      status: reply.statusCode,
      afnemer: request.afnemer,
      seconds: (clock.monotonic() - arrivalOf(request.raw).begin) / 1000,
    })
    done()
  })
}
