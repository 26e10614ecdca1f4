// The connections to Vektis: mutual TLS, HTTP/1.1, bounded in time and size.

import tls from 'node:tls'
import { Agent } from 'undici'
import type { Identity } from './identity.ts'

/** The largest answer that is read, in bytes: a month of mutations of the whole register stays well below it. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024

const CONNECT_TIMEOUT_MS = 5_000
/** Shorter than the usual five seconds of a server, so that we never write on a connection that it is closing. */
const KEEP_ALIVE_MS = 4_000

export interface AgentOptions {
  identity: Identity
  /** Extra trust anchors beside the system's, PEM. */
  ca?: string | Buffer | undefined
  /** Connections at the most: as many as there are calls out at once. */
  connections: number
  /** One call, in ms. */
  timeoutMs: number
}

/** @throws when the certificate and key cannot be used together */
export function createAgent({ identity, ca, connections, timeoutMs }: AgentOptions): Agent {
  return new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    connect: {
      ...identity.material,
      ...(ca !== undefined && { ca: [...tls.getCACertificates('default'), ca.toString()] }),
      minVersion: 'TLSv1.2',
      timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    },
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MAX_ANSWER_BYTES,
  })
}
