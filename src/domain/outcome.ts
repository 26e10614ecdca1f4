// What a call to Vektis can come to. Failures are values here, for the cache decides what a failure means.

/** Why a call gave nothing of use. Bounded, so that it can be a label of a metric. */
export type FailureReason =
  | 'timeout'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'status'
  | 'content-type'
  | 'too-large'
  | 'invalid-json'
  | 'wrong-shape'

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

/** One call for one path (with query), as of the moment it starts. Never rejects but for the signal. */
export type Call = (path: string, signal?: AbortSignal) => Promise<Outcome>
