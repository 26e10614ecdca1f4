// The management port: /livez, /readyz and /metrics, for the platform and nobody else.

import type { FastifyInstance } from 'fastify'

/** One thing that must be in order before callers may come. */
export type Readiness = Record<string, () => boolean>

/** What else an operator wants to see there: in a word each. */
export type Details = Record<string, () => string>

export interface OperationsOptions {
  readiness: Readiness
  details: Details
  metrics: () => Promise<string>
  metricsType: string
}

export async function operationsRoutes(app: FastifyInstance, options: OperationsOptions): Promise<void> {
  const { readiness, details, metrics, metricsType } = options
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
  })
  app.get('/livez', () => ({ status: 'ok' }))
  app.get('/readyz', (_request, reply) => {
    const checks = Object.fromEntries(Object.entries(readiness).map(([name, ready]) => [name, ready()]))
    const ready = Object.values(checks).every(Boolean)
    const told = Object.fromEntries(Object.entries(details).map(([name, tell]) => [name, tell()]))
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks, details: told })
  })
  app.get('/metrics', async (_request, reply) => reply.type(metricsType).send(await metrics()))
}
