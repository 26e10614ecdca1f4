// Breaks a TCP connection off, so that what was written and has not left yet never arrives.

import type { Socket } from 'node:net'

const isEnding = ({ writableEnded, writableFinished }: Socket) => writableEnded && !writableFinished

/**
 * Sends a reset (RFC 9293, 3.10.5). A socket whose end is on its way is only closed: libuv refuses to reset one that is
 * shutting down, and Node (26.10) takes that for done, after which the socket never closes and the process never ends.
 *
 * @param over what speaks over the connection, as TLS does: its end is the connection's end
 */
export function resetSocket(socket: Socket, over: Socket = socket): void {
  if (isEnding(socket) || isEnding(over)) socket.destroy()
  else socket.resetAndDestroy()
}
