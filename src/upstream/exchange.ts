// One question and its answer over one connection. Whatever happens is an outcome, and it is known whether anything was sent.

import type { Client } from 'undici'
import type { CallOptions, Outcome } from '../domain/outcome.ts'
import { type Answer, readAnswer } from './answer.ts'
import type { Opened } from './connect.ts'
import { mapError } from './map-error.ts'

interface ExchangeParts {
  /** Of this connection alone. */
  client: Client
  opened: Opened
}

interface Request {
  path: string
  headers: Record<string, string>
}

/**
 * Never rejects. undici calls `onRequestStart` in the tick in which it writes, with nothing written before it, and an error
 * thrown there leaves the connection untouched: up to that point the outcome is `not-sent`, from there on it never is.
 */
export function exchange({ client, opened }: ExchangeParts, request: Request, options: CallOptions): Promise<Outcome> {
  const { signal, mayStart, onAnswer } = options
  const { socket, reset } = opened
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  let sent = false
  let over = false
  let answer: Answer | undefined

  function settle(outcome: Outcome): void {
    over = true
    signal?.removeEventListener('abort', cut)
    socket.off('end', hangUp)
    resolve(outcome)
  }
  function fail(fault: unknown): void {
    settle(answer?.partly() ?? { kind: 'failed', reason: sent ? mapError(fault) : 'not-sent' })
  }
  function cut(): void {
    // Told first: the reset would be taken for the cause.
    fail(signal?.reason)
    if (sent) reset()
  }
  /** A far side that ends its half may still read ours: what is on the way must not arrive after we gave up. */
  function hangUp(): void {
    if (!answer) reset()
  }

  if (signal?.aborted) {
    cut()
    return promise
  }
  signal?.addEventListener('abort', cut)
  client.dispatch(
    { ...request, method: 'GET' },
    {
      onRequestStart: () => {
        if (over || mayStart?.() === false) throw new Error('too late to start')
        sent = true
        // Before undici's own listener: the reset must come first.
        socket.prependListener('end', hangUp)
      },
      onResponseStart: (_, status, headers) => {
        if (status < 200) return
        answer = readAnswer(status, headers)
        onAnswer?.()
      },
      onResponseData: (_, chunk) => {
        if (answer?.push(chunk)) return
        fail(undefined)
        reset()
      },
      onResponseEnd: () => answer && settle(answer.whole()),
      onResponseError: (_, fault) => fail(fault),
    },
  )
  return promise
}
