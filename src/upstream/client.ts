// One call to Vektis: the question sent, the answer judged. Everything that can happen is an outcome, nothing is thrown.

import type { Dispatcher } from 'undici'
import type { Call, CallOptions, Outcome } from '../domain/outcome.ts'
import { mapError } from './map-error.ts'

export interface ClientParts {
  dispatcher: Dispatcher
  /** Base URL of Vektis, https. */
  origin: string
  /** The exact value of the Authorization header. */
  authorization: () => string
  /** The whole call, from connecting to the last byte, in ms. */
  timeoutMs: number
}

const JSON_TYPE = /^application\/json\s*(;|$)/i

/** What is left of an unwanted body is read up to this many bytes, so that the connection can be used again. */
const DUMP_LIMIT_BYTES = 64 * 1024

export function createClient({ dispatcher, origin, authorization, timeoutMs }: ClientParts): Call {
  const base = new URL(origin)
  const prefix = base.pathname.replace(/\/$/, '')

  return async function call(path: string, { signal, onAnswer }: CallOptions = {}): Promise<Outcome> {
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const response = await dispatcher.request({
        origin: base.origin,
        path: prefix + path,
        method: 'GET',
        headers: { accept: 'application/json', authorization: authorization() },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      onAnswer?.()
      return await judge(response)
    } catch (fault) {
      return { kind: 'failed', reason: mapError(fault) }
    }
  }
}

async function judge({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Outcome> {
  if (statusCode === 200) {
    if (JSON_TYPE.test(String(headers['content-type'] ?? ''))) return parse(await body.text())
    await body.dump({ limit: DUMP_LIMIT_BYTES })
    return { kind: 'failed', reason: 'content-type', status: statusCode }
  }
  await body.dump({ limit: DUMP_LIMIT_BYTES })
  if (statusCode === 404) return { kind: 'absent' }
  if (statusCode === 400 || statusCode === 401 || statusCode === 403) return { kind: 'refused', status: statusCode }
  if (statusCode === 429) {
    const seconds = Number(headers['retry-after'])
    return Number.isFinite(seconds) && seconds > 0
      ? { kind: 'limited', retryAfterSeconds: seconds }
      : { kind: 'limited' }
  }
  return { kind: 'failed', reason: 'status', status: statusCode }
}

function parse(text: string): Outcome {
  try {
    return { kind: 'record', document: JSON.parse(text) as unknown }
  } catch {
    return { kind: 'failed', reason: 'invalid-json', status: 200 }
  }
}
