// What a call to Vektis can come to. Failures are values here, for the cache decides what a failure means.

/** Why a call gave nothing of use. Bounded, so that it can be a label of a metric. */
export type FailureReason =
  | 'timeout'
  | 'aborted'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'status'
  | 'content-type'
  | 'too-large'
  | 'invalid-json'
  | 'wrong-shape'
  /** Nothing was sent: the connection was gone, or it was too late to start. It cost nothing of the budget. */
  | 'not-sent'

export type Outcome =
  /** 200 with a JSON document. */
  | { kind: 'record'; document: unknown }
  /** 404: an answer, not a failure. */
  | { kind: 'absent' }
  /** 400, 401 or 403: Vektis will not answer this question, or not to this token. */
  | { kind: 'refused'; status: 400 | 401 | 403 }
  /** 429; seconds when Vektis says them. */
  | { kind: 'limited'; retryAfterSeconds?: number }
  /** Anything else. */
  | { kind: 'failed'; reason: FailureReason; status?: number }

export interface CallOptions {
  /** Aborted: the connection is reset at once, and nothing more is sent. */
  signal?: AbortSignal
  /** Asked in the tick in which the first byte would go out; false: nothing is sent. */
  mayStart?: () => boolean
  /** Told once, when the headers of the answer are in: from then on Vektis has counted the call. */
  onAnswer?: () => void
}

/** One call for one path with its query. Never rejects: also an abort is an outcome. */
export type Call = (path: string, options?: CallOptions) => Promise<Outcome>

/** An open connection to Vektis, for one call. */
export interface Line {
  /** Once. The line finds its own way back afterwards. */
  call: Call
  /** Not needed after all. */
  giveBack: () => void
}

/** Why no connection could be had. */
export class NoLine extends Error {
  readonly reason: 'connect' | 'tls'
  constructor(reason: 'connect' | 'tls', cause?: unknown) {
    super('no connection to Vektis could be made', { cause })
    this.name = 'NoLine'
    this.reason = reason
  }
}

/** Opens a connection or takes one that is open. Rejects with `NoLine`, or with the signal's reason. */
export type OpenLine = (signal?: AbortSignal) => Promise<Line>

/** What a call comes to that answers nothing. */
export type Failure = Exclude<Outcome, { kind: 'record' | 'absent' }>

/** The cause of the fault that is told when a call answered nothing. */
export class CallFailed extends Error {
  readonly outcome: Failure
  /** Not to be made again by itself, whatever it came to. */
  readonly once: boolean
  constructor(outcome: Failure, once = false) {
    super(`a call to Vektis answered nothing: ${wordsOf(outcome)}`)
    this.name = 'CallFailed'
    this.outcome = outcome
    this.once = once
  }
}

const wordsOf = (outcome: Failure): string => {
  const status = 'status' in outcome && outcome.status !== undefined ? ` ${outcome.status}` : ''
  return (outcome.kind === 'failed' ? outcome.reason : outcome.kind) + status
}
