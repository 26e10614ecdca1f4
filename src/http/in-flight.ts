// Which connections have a request under way: what goes wrong on those is its handler's to account for.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

export interface InFlight {
  has: (socket: Socket) => boolean
  /** From here until its answer has left or its connection is gone. */
  begin: (request: IncomingMessage, response: ServerResponse) => void
}

export function createInFlight(): InFlight {
  // Counted, for one connection can have several requests in line (RFC 9112 9.3.2).
  const counts = new WeakMap<Socket, number>()
  const add = (socket: Socket, change: number) => counts.set(socket, (counts.get(socket) ?? 0) + change)
  return {
    has: (socket) => (counts.get(socket) ?? 0) > 0,
    begin: ({ socket }, response) => {
      add(socket, 1)
      response.once('close', () => add(socket, -1))
    },
  }
}

export function addInFlight(app: FastifyInstance, inFlight: InFlight): void {
  app.addHook('onRequest', async (request, reply) => inFlight.begin(request.raw, reply.raw))
}
