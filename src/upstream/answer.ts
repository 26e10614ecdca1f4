// What an answer of Vektis comes to, read as it arrives: a document is kept, of anything else the status says enough.

import type { IncomingHttpHeaders } from 'node:http'
import type { Outcome } from '../domain/outcome.ts'

/** What is left of an unwanted body is read up to this many bytes, so that the connection can be used again. */
const DUMP_LIMIT_BYTES = 64 * 1024

const JSON_TYPE = /^application\/json\s*(;|$)/i

export interface Answer {
  /** False: not worth reading on. */
  push: (chunk: Buffer) => boolean
  /** The body is in. */
  whole: () => Outcome
  /** The body broke off: what is known all the same, if anything. */
  partly: () => Outcome | undefined
}

export function readAnswer(status: number, headers: IncomingHttpHeaders): Answer {
  const known = judge(status, headers)
  return known ? dump(known) : collect()
}

/** Undefined for the one answer whose body matters. */
function judge(status: number, headers: IncomingHttpHeaders): Outcome | undefined {
  if (status === 200)
    return JSON_TYPE.test(headers['content-type'] ?? '')
      ? undefined
      : { kind: 'failed', reason: 'content-type', status }
  if (status === 404) return { kind: 'absent' }
  if (status === 400 || status === 401 || status === 403) return { kind: 'refused', status }
  if (status === 429) {
    const seconds = Number(headers['retry-after'])
    return Number.isFinite(seconds) && seconds > 0
      ? { kind: 'limited', retryAfterSeconds: seconds }
      : { kind: 'limited' }
  }
  return { kind: 'failed', reason: 'status', status }
}

function dump(known: Outcome): Answer {
  let bytes = 0
  return {
    push: ({ length }) => (bytes += length) <= DUMP_LIMIT_BYTES,
    whole: () => known,
    partly: () => known,
  }
}

function collect(): Answer {
  const chunks: Buffer[] = []
  return {
    push: (chunk) => chunks.push(chunk) > 0,
    whole: () => parse(chunks),
    partly: () => undefined,
  }
}

function parse(chunks: Buffer[]): Outcome {
  try {
    // A decoder, not toString: it leaves out the byte order mark that some servers put before their JSON.
    const text = new TextDecoder().decode(Buffer.concat(chunks))
    return { kind: 'record', document: JSON.parse(text) as unknown }
  } catch {
    return { kind: 'failed', reason: 'invalid-json', status: 200 }
  }
}
