// One request under way, and how its answer is written: JSON in UTF-8 with none of the headers that Vektis leaves out.

import type { ServerResponse } from 'node:http'
import type { Clock } from '../lib/clock.ts'
import type { Answer } from './answers/answer.ts'

export interface Exchange {
  response: ServerResponse
  /** What the register says, before any fault. */
  answer: Answer
  /** Makes a signal for when the client goes away or the sandbox closes. Asked for by those who wait only: it costs. */
  gone: () => AbortSignal
  clock: Clock
  /** Seconds for Retry-After on a 429; Vektis sends none. */
  retryAfter: number | undefined
  /** Ends the connection by a TCP reset. */
  reset: () => void
  /** Hears the status just before it goes out. */
  onAnswer: (status: number) => void
}

export const JSON_TYPE = 'application/json; charset=utf-8'

/** Writes the answer, or another text or type in its place. */
export function send(exchange: Exchange, { status, body }: Answer, other: { text?: string; type?: string } = {}): void {
  const { response, retryAfter, onAnswer } = exchange
  if (response.destroyed) return
  const text = other.text ?? JSON.stringify(body)
  onAnswer(status)
  response.setHeader('content-type', other.type ?? JSON_TYPE)
  response.setHeader('content-length', Buffer.byteLength(text))
  if (status === 405) response.setHeader('allow', 'GET')
  if (status === 429 && retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
  response.writeHead(status)
  response.end(text)
}
