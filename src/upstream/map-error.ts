// From an error of undici, TLS or the socket to why a call gave nothing.

import type { FailureReason } from '../domain/outcome.ts'

const perCode: Record<string, FailureReason> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_ABORTED: 'aborted',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  ENOTFOUND: 'connect',
  EAI_AGAIN: 'connect',
  ETIMEDOUT: 'connect',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
}

const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/

/** Bounded: what is not known counts as a reset, for the connection is gone. */
export function mapError(fault: unknown): FailureReason {
  if (!(fault instanceof Error)) return 'reset'
  if (fault.name === 'TimeoutError') return 'timeout'
  if (fault.name === 'AbortError') return 'aborted'
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
  if (TLS.test(code)) return 'tls'
  return perCode[code] ?? (fault.cause ? mapError(fault.cause) : 'reset')
}
