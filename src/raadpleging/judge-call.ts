// What a question that Vektis did not answer says of Vektis: whether to ask again, slower, or for a while not at all.

import type { Judgement } from '../dispatch/desk/judgement.ts'
import { CallFailed, type Failure, type FailureReason, NoLine } from '../domain/outcome.ts'
import { Problem } from '../errors.ts'

/** Nothing was asked of Vektis, or nothing that says anything about it. */
const unsent: Judgement = { sent: false, again: false }
const defect: Judgement = { sent: true, again: false }

const perReason: Record<FailureReason, Judgement> = {
  connect: { sent: false, again: true, ill: 'way' },
  // A certificate that is refused is refused again.
  tls: { sent: false, again: false, ill: 'way' },
  // It used up the time of a whole call: hardly anyone who waits has time for another.
  timeout: { sent: true, again: false, ill: 'far' },
  reset: { sent: true, again: true, ill: 'far' },
  status: { sent: true, again: false, ill: 'far' },
  'content-type': { sent: true, again: false, ill: 'far' },
  'too-large': { sent: true, again: false, ill: 'far' },
  'invalid-json': { sent: true, again: false, ill: 'far' },
  'wrong-shape': { sent: true, again: false, ill: 'far' },
  // We ourselves broke it off.
  aborted: { sent: true, again: false },
  'not-sent': { sent: false, again: true },
}

/** Statuses that pass: a server that restarts, or one behind it. */
const passing: ReadonlySet<number> = new Set([500, 502, 503, 504])

function judgeOutcome(outcome: Failure): Judgement {
  if (outcome.kind === 'limited') {
    const { retryAfterSeconds } = outcome
    const limited = retryAfterSeconds === undefined ? {} : { afterMs: retryAfterSeconds * 1000 }
    return { sent: true, again: false, limited }
  }
  // A 400 is about the question; 401 and 403 are about who asks, which goes by role.
  if (outcome.kind === 'refused') return outcome.status === 400 ? defect : { ...defect, ill: 'group' }
  const judgement = perReason[outcome.reason]
  return outcome.reason === 'status' && passing.has(outcome.status ?? 0) ? { ...judgement, again: true } : judgement
}

/** Judges what opening a line or `fetchEntry` rejected with. A Problem without a call behind it was known beforehand. */
export function judgeCall(error: unknown): Judgement {
  if (error instanceof NoLine) return perReason[error.reason]
  if (!(error instanceof Problem)) return defect
  if (!(error.cause instanceof CallFailed)) return unsent
  const judgement = judgeOutcome(error.cause.outcome)
  return error.cause.once && judgement.sent ? { ...judgement, again: false } : judgement
}
