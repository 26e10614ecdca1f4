// What each fault does to an exchange.

import { once } from 'node:events'
import { refusals } from './answers/answer.ts'
import { type Exchange, JSON_TYPE, send } from './exchange.ts'
import type { Fault, FaultKind } from './faults.ts'

/** Stands in every object of a damaged answer; neither its name nor its value may ever reach a caller. */
export const UNKNOWN_PROPERTY = 'OnbekendeEigenschap'
export const UNKNOWN_VALUE = 'mag nergens verschijnen'

function withUnknown(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withUnknown)
  if (typeof body !== 'object' || body === null) return body
  const known = Object.entries(body).map(([name, value]) => [name, withUnknown(value)])
  return { ...Object.fromEntries(known), [UNKNOWN_PROPERTY]: UNKNOWN_VALUE }
}

async function sendForEver({ response, gone }: Exchange): Promise<void> {
  const signal = gone()
  response.writeHead(200, { 'content-type': JSON_TYPE })
  const spaces = ' '.repeat(64 * 1024)
  response.write('[')
  // Spaces keep it well-formed for ever: only a bound on the size can end it.
  while (!signal.aborted) if (!response.write(spaces)) await once(response, 'drain', { signal })
}

const status = (code: number, body: unknown) => (exchange: Exchange) => send(exchange, { status: code, body })

/** By kind. Each gets the exchange with the answer that it would have been. */
const effects: Record<FaultKind, (exchange: Exchange, fault: Fault) => void | Promise<void>> = {
  'status-401': status(401, refusals.nietGemachtigd.body),
  'status-429': status(429, refusals.teVeel.body),
  'status-500': status(500, refusals.technisch.body),
  'status-503': status(503, refusals.technisch.body),
  slow: async (exchange, { ms = 1000 }) => {
    await exchange.clock.sleep(ms, exchange.gone())
    send(exchange, exchange.answer)
  },
  silent: () => {},
  reset: (exchange) => exchange.reset(),
  'broken-json': (exchange) => {
    const text = JSON.stringify(exchange.answer.body)
    send(exchange, exchange.answer, { text: text.slice(0, Math.floor(text.length / 2)) })
  },
  html: (exchange) => {
    const page = { type: 'text/html; charset=utf-8', text: '<!doctype html><title>Onderhoud</title><p>Even geduld.' }
    send(exchange, { status: 200, body: '' }, page)
  },
  endless: sendForEver,
  'wrong-content-type': (exchange) => send(exchange, exchange.answer, { type: 'text/plain; charset=utf-8' }),
  'wrong-shape': (exchange) => {
    const { status, body } = exchange.answer
    send(exchange, { status, body: Array.isArray(body) ? { Waarden: body } : [body] })
  },
  'extra-properties': (exchange) => send(exchange, { ...exchange.answer, body: withUnknown(exchange.answer.body) }),
}

export const damage = (exchange: Exchange, fault: Fault): void | Promise<void> => effects[fault.kind](exchange, fault)
