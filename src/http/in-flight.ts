// Which connections have a request under way: what goes wrong on those is its handler's to account for.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export interface InFlight {
  has: (socket: Socket) => boolean
  /** From here until its answer has left or its connection is gone. */
  begin: (request: IncomingMessage, response: ServerResponse) => void
}

export function createInFlight(): InFlight {
  // Counted, for one connection can have several requests in line (RFC 9112 9.3.2).
  const counts = new Map<Socket, number>()
  /** One for all, for who is answered has its socket no more. */
  function end(this: ServerResponse): void {
    const { socket } = this.req
    const left = (counts.get(socket) ?? 0) - 1
    if (left > 0) counts.set(socket, left)
    else counts.delete(socket)
  }
  return {
    has: (socket) => counts.has(socket),
    begin: ({ socket }, response) => {
      counts.set(socket, (counts.get(socket) ?? 0) + 1)
      response.on('close', end)
    },
  }
}
