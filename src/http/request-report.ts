// What is told of every answer after it left: for the log and the metrics. Patterns, never URLs.

import type { FastifyInstance } from 'fastify'

export interface RequestDone {
  verzoekId: string
  /** Pattern of the route, or `-`. */
  route: string
  method: string
  status: number
  /** Id of the caller, or `-`. */
  afnemer: string
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

export function addRequestReport(app: FastifyInstance, report: RequestReport): void {
  app.decorateRequest('afnemer', '-')
  app.addHook('onResponse', (request, reply, done) => {
    report({
      verzoekId: request.id,
      route: request.is404 ? '-' : (request.routeOptions.url ?? '-'),
      method: METHODS.has(request.method) ? request.method : 'OTHER',
      status: reply.statusCode,
      afnemer: request.afnemer,
      seconds: reply.elapsedTime / 1000,
    })
    done()
  })
}
