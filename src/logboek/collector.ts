// Hands spans to a collector over OTLP/HTTP, as JSON, and says what it did not take.

import tls from 'node:tls'
import { type IExportTraceServiceResponse, JsonTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { Agent, request } from 'undici'

export interface CollectorParts {
  /** Whole URL, as `https://collector.example/v1/traces`. */
  url: string
  headers: Readonly<Record<string, string>>
  /** Extra trust anchors beside the system's, PEM. */
  ca?: Buffer | undefined
  /** One export, in ms. */
  timeoutMs: number
}

export interface Collector {
  /**
   * Resolves when the collector has confirmed, with how many spans it refuses for ever.
   * @throws Error when it did not confirm; without a word of what was sent or of what it answered
   */
  send: (spans: readonly ReadableSpan[], signal: AbortSignal) => Promise<{ rejected: number }>
  close: () => Promise<void>
}

const MAX_ANSWER_BYTES = 1024 * 1024

/** The exporter of OpenTelemetry itself only logs what a collector refuses; here that must be counted. */
export function createCollector({ url, headers, ca, timeoutMs }: CollectorParts): Collector {
  const dispatcher = new Agent({
    connections: 1,
    connect: {
      ...(ca && { ca: [...tls.getCACertificates('default'), ca.toString()] }),
      minVersion: 'TLSv1.2',
      timeout: timeoutMs,
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  })

  return {
    send: async (spans, signal) => {
      const { statusCode, body } = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JsonTraceSerializer.serializeRequest([...spans]) ?? null,
        signal,
      })
      const answer = await body.bytes()
      if (statusCode !== 200) throw new Error(`the collector answered ${statusCode}`)
      return { rejected: rejectedIn(JsonTraceSerializer.deserializeResponse(answer)) }
    },
    close: () => dispatcher.destroy(),
  }
}

/** The type says number; as JSON a collector may write a 64-bit count as text: protobuf, JSON mapping. */
function rejectedIn({ partialSuccess }: IExportTraceServiceResponse): number {
  const stated: unknown = partialSuccess?.rejectedSpans
  const count = Number(stated ?? 0)
  return Number.isSafeInteger(count) && count > 0 ? count : 0
}
