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
  signal?: AbortSignal
  /** Told once, when the headers of the answer are in: from then on Vektis has counted the call. */
  onAnswer?: () => void
}

/** One call for one path with its query. Never rejects: also an abort is an outcome. */
export type Call = (path: string, options?: CallOptions) => Promise<Outcome>
