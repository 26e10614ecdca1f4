// Headers that every answer carries, errors included, and the id that ties an answer to its audit line.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../errors.ts'
import { pathOf } from './path.ts'

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/

/** Takes over a well-formed X-Request-Id, else makes a new one. */
export function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
}

export interface HeaderOptions {
  /** Over TLS the answer also says so for a year (RFC 6797). */
  tls: boolean
  /** Version of our own endpoints, on every answer under their prefix. */
  apiVersion: string
}

export type CommonHeaders = (request: FastifyRequest) => Record<string, string>

export const OWN_PREFIX = '/gateway/v1'

export const isOwn = (path: string): boolean => path === OWN_PREFIX || path.startsWith(`${OWN_PREFIX}/`)

/** Paths of which every answer to a known caller has its line in the audit. */
const isAccounted = (path: string): boolean => isOwn(path) || path.startsWith('/v2/')

/** RFC 9112 3.2. Node would refuse it too, but without a word and without our headers. */
export const missingHost = ({ raw, headers }: FastifyRequest): Problem | undefined =>
  raw.httpVersion === '1.1' && headers.host === undefined
    ? new Problem('ongeldig-http', 'Noem de Host, zoals RFC 9112 vraagt.')
    : undefined

/** What tells a browser to keep its hands off; also on what is answered before there is a request. */
export const safetyHeaders = (tls: boolean): Record<string, string> => ({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  ...(tls && { 'Strict-Transport-Security': 'max-age=31536000' }),
})

export function createCommonHeaders({ tls, apiVersion }: HeaderOptions): CommonHeaders {
  const always = safetyHeaders(tls)
  return ({ id, url }) => ({
    'X-Request-Id': id,
    ...always,
    ...(isOwn(pathOf(url)) && { 'API-Version': apiVersion }),
  })
}

export function addCommonHeaders(app: FastifyInstance, commonHeaders: CommonHeaders): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders(request))
    // Where it must be accounted for it is refused there, once it is known who asks.
    const problem = missingHost(request)
    done(problem && !isAccounted(pathOf(request.url)) ? problem : undefined)
  })
  // What else than 100-continue is expected may be passed over (RFC 9110 10.1.1); Node would answer a bare 417.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
}
