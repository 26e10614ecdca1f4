// What callers hear of their limiet: how they stand with it on every answer, and the refusal of what is too much.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../errors.ts'
import type { Stand } from '../limiet/limiet.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** How the caller stands with its limiet; undefined: not known who calls, or it has none. */
    limiet: Stand | undefined
  }
}

const LONGEST_WINDOW = 60

/** A limiet in whole requests and whole seconds, as the fields want it: 0.5 a second is once in two. */
function quota(limiet: number): { requests: number; seconds: number } {
  for (let seconds = 1; seconds <= LONGEST_WINDOW; seconds += 1) {
    const requests = Math.round(limiet * seconds)
    if (requests > 0 && Math.abs(limiet * seconds - requests) < 1e-6) return { requests, seconds }
  }
  return limiet > 1 ? { requests: Math.floor(limiet), seconds: 1 } : { requests: 1, seconds: Math.ceil(1 / limiet) }
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-11. What is left is what this replica gives, so it may be less. */
export function limietHeaders({ limiet: stand }: FastifyRequest): Record<string, string> {
  if (!stand) return {}
  const { requests, seconds } = quota(stand.limiet)
  return {
    'RateLimit-Policy': `"limiet";q=${requests};w=${seconds}`,
    RateLimit: `"limiet";r=${stand.resterend};t=${stand.seconden}`,
  }
}

/** The refusal of a request over the limiet; undefined when it may go on. */
export function overLimiet(stand: Stand | undefined): Problem | undefined {
  if (!stand || stand.toegestaan) return undefined
  const { requests, seconds } = quota(stand.limiet)
  const often = `${requests} ${requests === 1 ? 'vraag' : 'vragen'} per ${seconds === 1 ? 'seconde' : `${seconds} seconden`}`
  return new Problem('limiet', `Stel hoogstens ${often}; Retry-After zegt wanneer het weer kan.`, {
    headers: { 'Retry-After': String(stand.seconden) },
  })
}

export function addLimietHeaders(app: FastifyInstance): void {
  app.decorateRequest('limiet', undefined)
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.limiet) reply.headers(limietHeaders(request))
    done()
  })
}
