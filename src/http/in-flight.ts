// Which connections have a request under way: what goes wrong on those is its handler's to account for.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { letGo } from './let-go.ts'

export interface InFlight {
  has: (socket: Socket) => boolean
  /** From here until its answer has left or its connection is gone. */
  begin: (request: IncomingMessage, response: ServerResponse) => void
}

/** On the socket itself: a map of all sockets has to grow with a herd. Counted, for requests can be in line (RFC 9112 9.3.2). */
const UNDER_WAY = Symbol('under way')
type Counted = Socket & { [UNDER_WAY]?: number }

export function createInFlight(): InFlight {
  const count = (socket: Counted) => socket[UNDER_WAY] ?? 0
  /** One for all, for who is answered has its socket no more. */
  function end(this: ServerResponse): void {
    const socket: Counted = this.req.socket
    socket[UNDER_WAY] = count(socket) - 1
    letGo(this)
  }
  return {
    has: (socket) => count(socket) > 0,
    begin: ({ socket }: { socket: Counted }, response) => {
      socket[UNDER_WAY] = count(socket) + 1
      response.on('close', end)
    },
  }
}
