// Callers over bare sockets: a client that costs as much as the server would be measured with it.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Told {
  status: number
  /** Seconds; 0 when the answer names none. */
  retryAfter: number
}

/** So many connections, all open. They are opened a few at a time: more would meet the bound of a listening socket. */
export async function openSockets(url: string, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(url)
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const open = async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      await once(socket, 'connect')
      return socket
    }
    const more = Math.min(200, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: more }, open))))
  }
  return sockets
}

/** One question that no other asks, as its bytes: the party of its number's day. */
export function questionOfDay(number: number, caller: string, wait: string): Buffer {
  const day = new Date(Date.parse('1950-01-01') + number * 86_400_000).toISOString().slice(0, 10)
  const head = [
    `GET /v2/zorgverleners/01000001/${day} HTTP/1.1`,
    'host: gateway',
    `authorization: Bearer sleutel-${caller}`,
    `prefer: wait=${wait}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n`)
}

/** Calls back with what came, unread. Of an answer the first piece counts: its head is never cut, and tells all. */
export function ask(socket: Socket, question: Buffer, onAnswer: (answer: Buffer) => void): void {
  socket.once('data', onAnswer)
  socket.write(question)
}

export function readTold(answer: Buffer): Told {
  const text = answer.toString('latin1')
  return { status: Number(text.slice(9, 12)), retryAfter: Number(/^retry-after: (\d+)/im.exec(text)?.[1] ?? 0) }
}
