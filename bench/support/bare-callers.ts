// Callers over bare sockets: a client that costs as much as the server would be measured with it.

import { once } from 'node:events'
import { connect } from 'node:net'

export interface Told {
  status: number
  /** Seconds; 0 when the answer names none. */
  retryAfter: number
}

export interface Line {
  /** Asks, and calls back with the head of what came. Of an answer the first piece counts: its head is never cut. */
  ask: (question: string, onAnswer: (head: string) => void) => void
}

/** All that is read of an answer. */
const HEAD = 1024
/** All connections are read into one place: a buffer and a stream's pieces for each would be half of what a herd costs. */
const PLACE = Buffer.allocUnsafe(65_536)

/** So many connections, all open. They are opened a few at a time: more would meet the bound of a listening socket. */
export async function openLines(url: string, count: number): Promise<Line[]> {
  const { hostname, port } = new URL(url)
  async function open(): Promise<Line> {
    let onAnswer: ((head: string) => void) | undefined
    const callback = (length: number, place: Uint8Array) => {
      const told = onAnswer
      onAnswer = undefined
      told?.(Buffer.from(place.buffer, place.byteOffset, Math.min(length, HEAD)).toString('latin1'))
      return true
    }
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: PLACE, callback } })
    await once(socket, 'connect')
    return {
      ask: (question, then) => {
        onAnswer = then
        socket.write(question, 'latin1')
      },
    }
  }
  const lines: Line[] = []
  while (lines.length < count)
    lines.push(...(await Promise.all(Array.from({ length: Math.min(200, count - lines.length) }, open))))
  return lines
}

/** One question that no other asks: the party of its number's day. */
export function questionOfDay(number: number, caller: string, wait: string): string {
  const day = new Date(Date.parse('1950-01-01') + number * 86_400_000).toISOString().slice(0, 10)
  const head = [
    `GET /v2/zorgverleners/01000001/${day} HTTP/1.1`,
    'host: gateway',
    `authorization: Bearer sleutel-${caller}`,
    `prefer: wait=${wait}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n`
}

export const readTold = (head: string): Told => ({
  status: Number(head.slice(9, 12)),
  retryAfter: Number(/^retry-after: (\d+)/im.exec(head)?.[1] ?? 0),
})
