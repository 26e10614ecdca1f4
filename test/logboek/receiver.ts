// A collector for tests: a real HTTP server that decodes OTLP/JSON, keeps the spans it confirmed, and fails on demand.

import { once } from 'node:events'
import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecure, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { TestContext } from 'node:test'

interface KeyValue {
  key: string
  value: { stringValue?: string }
}

interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  status: { code?: number }
  attributes: KeyValue[]
}

export interface Received extends Omit<OtlpSpan, 'attributes'> {
  attributes: Record<string, string>
  resource: Record<string, string>
}

interface Exported {
  resourceSpans: Array<{ resource: { attributes: KeyValue[] }; scopeSpans: Array<{ spans: OtlpSpan[] }> }>
}

export interface Receiver {
  url: string
  /** Spans of the exports that were confirmed. */
  spans: Received[]
  /** Of every export, confirmed or not. */
  requests: Array<{ headers: IncomingMessage['headers']; text: string }>
  /** What the next exports are answered with, instead of being confirmed. */
  answers: Array<{ status: number; body?: unknown }>
  /** Resolves when this holds after some export. */
  until: (holds: () => boolean) => Promise<void>
}

const asRecord = (attributes: readonly KeyValue[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? JSON.stringify(value)]))

const spansIn = ({ resourceSpans }: Exported): Received[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: asRecord(span.attributes),
        resource: asRecord(resource.attributes),
      })),
    ),
  )

export async function startReceiver(t: TestContext, tls?: ServerOptions, port = 0): Promise<Receiver> {
  const receiver = { spans: [] as Received[], requests: [] as Receiver['requests'], answers: [] as Receiver['answers'] }
  let waiting: Array<() => void> = []
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await json(request)) as Exported
    receiver.requests.push({ headers: request.headers, text: JSON.stringify(body) })
    const { status, body: answer = {} } = receiver.answers.shift() ?? { status: 200 }
    if (status === 200) receiver.spans.push(...spansIn(body))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    for (const look of waiting) look()
  }
  const listener: RequestListener = (request, response) => void take(request, response)
  const server = tls ? createSecure(tls, listener) : createPlain(listener)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    ...receiver,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return
          waiting = waiting.filter((other) => other !== look)
          resolve()
        }
        waiting.push(look)
        look()
      }),
  }
}
