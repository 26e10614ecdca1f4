// What the gateway is measured beside: Fastify alone that refuses everything at once, with as many bytes. A process of its own.

import { randomUUID } from 'node:crypto'
import { fastify } from 'fastify'

const problem = {
  type: 'urn:agb-gateway:geen-plaats',
  title: 'Geen plaats binnen het budget voor Vektis',
  status: 503,
  detail: 'Binnen de wachttijd van deze vraag komt er geen beurt vrij. Vraag het over 5 s opnieuw.',
  code: 'geen-plaats',
}
const headers = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'retry-after': '5',
  'preference-applied': 'wait=2',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

const app = fastify()
app.get('/*', async (_, reply) => {
  const instance = randomUUID()
  reply.code(503).headers({ ...headers, 'x-request-id': instance })
  return { ...problem, instance }
})
process.stdout.write(`listens at ${await app.listen({ host: '127.0.0.1', port: 0, backlog: 16_384 })}\n`)
