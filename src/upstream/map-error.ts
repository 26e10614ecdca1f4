// From an error of undici or the socket to why a call that was sent gave nothing.

import type { FailureReason } from '../domain/outcome.ts'

/** Never `connect`, `tls` or `not-sent`: those say that the far side saw nothing, and here it may have seen all. */
type Broken = Extract<FailureReason, 'timeout' | 'aborted' | 'too-large' | 'reset'>

const perName: Record<string, Broken> = { TimeoutError: 'timeout', AbortError: 'aborted' }
const perCode: Record<string, Broken> = { UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large' }

/** Bounded: what is not known counts as a reset, for the connection is gone. */
export function mapError(fault: unknown): Broken {
  if (!(fault instanceof Error)) return 'reset'
  const code = 'code' in fault ? String(fault.code) : ''
  return perName[fault.name] ?? perCode[code] ?? 'reset'
}
