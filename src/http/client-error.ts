// What is not HTTP at all: answered on the bare socket, in the same form as every other fault.

import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { Problem } from '../errors.ts'
import { safetyHeaders } from './headers.ts'
import type { InFlight } from './in-flight.ts'
import { PROBLEM_TYPE, problemBody } from './problem.ts'

const perCode: Record<string, () => Problem> = {
  HPE_HEADER_OVERFLOW: () => new Problem('kopvelden-te-groot', 'Stuur minder of kortere kopvelden.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () => new Problem('te-groot', 'Stuur een kleiner bericht.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new Problem('te-traag-gestuurd', 'Stuur het hele bericht sneller.'),
}

/**
 * Fastify's clientErrorHandler: the parser gave up, so the connection goes too. With a request under way nothing is
 * answered: its handler hears that the body broke off and writes its line, and an answer beside that would have none.
 */
export const createClientErrorHandler =
  ({ has }: Pick<InFlight, 'has'>) =>
  (fault: Error & { code?: string }, socket: Socket): void =>
    has(socket) ? void socket.destroy() : answer(fault, socket)

function answer(fault: Error & { code?: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy(fault)
    return
  }
  const known = perCode[fault.code ?? '']
  const problem = known ? known() : new Problem('ongeldig-http', 'Stuur een bericht volgens RFC 9112.')
  const id = randomUUID()
  const body = problemBody(problem, id)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    ...Object.entries(safetyHeaders(socket instanceof TLSSocket)).map(([name, value]) => `${name}: ${value}`),
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
