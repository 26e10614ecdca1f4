// Headers that every answer carries, errors included, and the id that ties an answer to its audit line.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

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

export const OWN_PREFIX = '/gateway/v1'

export function addCommonHeaders(app: FastifyInstance, { tls, apiVersion }: HeaderOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'X-Request-Id': request.id,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      ...(tls && { 'Strict-Transport-Security': 'max-age=31536000' }),
      ...(request.url.startsWith(OWN_PREFIX) && { 'API-Version': apiVersion }),
    })
  })
}
