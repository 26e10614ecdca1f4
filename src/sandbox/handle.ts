// Takes one request from arrival to answer: record, gate, holds, the register, and the fault it meets.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Bevraging, catalogus, VERVALLEN } from '../domain/catalogus.ts'
import type { Clock } from '../lib/clock.ts'
import { refusals, type Vraag } from './answers/answer.ts'
import { adresOf } from './answers/adres.ts'
import { createAnswers } from './answers/answers.ts'
import type { Calls } from './calls.ts'
import type { Settings } from './control.ts'
import { damage } from './damage.ts'
import { type Exchange, send } from './exchange.ts'
import type { Faults } from './faults.ts'
import type { createGate } from './gate.ts'
import type { Holds } from './holds.ts'
import type { Register } from './register/register.ts'
import { createRouter } from './router.ts'

export interface Connection {
  /** Common name of the client certificate. */
  client: string
  reset: () => void
}

interface Parts {
  admit: ReturnType<typeof createGate>
  calls: Calls
  clock: Clock
  dateFormat: string
  faults: Faults
  holds: Holds
  maxPageSize: number
  register: Register
  settings: Settings
}

/** Everything the sandbox answers: the catalogue, and the one path that Vektis withdraws. */
function createRoutes(parts: Pick<Parts, 'register' | 'dateFormat' | 'maxPageSize'>) {
  const answer = createAnswers(parts)
  const route = (bevraging: Bevraging) => ({ rol: bevraging.rol, answer: (vraag: Vraag) => answer(bevraging, vraag) })
  const vervallen = { rol: 'Referentiegegevens' as const, answer: (vraag: Vraag) => adresOf(parts.register, vraag) }
  return createRouter([
    ...catalogus.map((bevraging) => [bevraging.pad, route(bevraging)] as const),
    [VERVALLEN, vervallen] as const,
  ])
}

/** The path without its query, percent-decoded; undefined when that cannot be done. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Aborted when the client goes away or the sandbox closes. */
function goneSignal(response: ServerResponse): AbortSignal {
  if (response.destroyed) return AbortSignal.abort()
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return gone.signal
}

/** Returns `handle`: answers one request. Never rejects: a client that went away is no fault of ours. */
export function createHandle(parts: Parts) {
  const { admit, calls, clock, faults, holds, settings } = parts
  const find = createRoutes(parts)

  async function answer(request: IncomingMessage, exchange: Exchange): Promise<void> {
    const url = request.url ?? '/'
    const [path = '', query = ''] = url.split('?', 2)
    const decoded = decode(path)
    const route = decoded === undefined ? undefined : find(decoded)
    const refused = admit(request.headers.authorization, route?.value.rol ?? 'geen')
    if (refused) return send(exchange, refused)
    if (request.method !== 'GET') return send(exchange, refusals.verkeerdeMethode)
    if (!route) return send(exchange, refusals.onbekendPad)

    const fault = faults.take(url)
    // Awaited only when there is something to wait for: an answer at once is one turn of the loop.
    const before = holds.pass(url, 'before')
    if (before) await before
    exchange.answer = route.value.answer({ parameters: route.parameters, query: new URLSearchParams(query) })
    const after = holds.pass(url, 'after')
    if (after) await after
    const { ms, jitterMs = 0 } = settings.latency
    if (ms + jitterMs > 0) await clock.sleep(ms + Math.random() * jitterMs, exchange.gone())
    if (fault) await damage(exchange, fault)
    else send(exchange, exchange.answer)
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, connection: Connection) {
    const { client, reset } = connection
    const call = calls.arrive({ method: request.method ?? '', path: request.url ?? '', client })
    const exchange: Exchange = {
      response,
      answer: refusals.technisch,
      gone: () => goneSignal(response),
      clock,
      retryAfter: settings.retryAfter,
      reset,
      onAnswer: (status) => calls.answered(call, status),
    }
    try {
      await answer(request, exchange)
    } catch {
      // Either the client went away while we waited, or a test put into the register what cannot be answered.
      if (!response.headersSent) send(exchange, refusals.technisch)
    }
  }
}
