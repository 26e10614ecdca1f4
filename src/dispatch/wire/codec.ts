// What the wire must be told about questions and answers to carry them: it knows neither.

/**
 * Turns what one process means into what another may believe. Whatever comes in was written by another process, of
 * another version perhaps: nothing of it is used before `read…` has checked it.
 */
export interface Codec<Parts, Answer> {
  /** A value for JSON that names the question, and nothing that would let the reader call elsewhere (never a URL). */
  writeParts: (parts: Parts) => unknown
  /** The question, checked as a caller's own would be, and the key it is collapsed under; undefined: not well-formed. */
  readParts: (json: unknown) => { key: string; parts: Parts } | undefined
  /** The answer as bytes, sealed for this key when there is something to seal with. */
  writeAnswer: (key: string, answer: Answer) => Uint8Array
  /** Whether its reader may hold the answer for others. */
  mayBeHeld: (answer: Answer) => boolean
  /** @throws Error when these bytes are no answer to this key */
  readAnswer: (key: string, bytes: Buffer) => Answer
  /** Why there is no answer, as a value for JSON; any error at all. Holds nothing that must not be logged. */
  writeFault: (error: unknown) => unknown
  /** The same fault again, to reject with; whatever the JSON is. */
  readFault: (json: unknown) => Error
}

/** What all processes can read: answers too large for a message go through it. */
export interface SharedStore<Answer> {
  /** Does this answer stand there, to be read by the others? Writes it if need be. A rejection counts as no. */
  holds: (key: string, answer: Answer) => Promise<boolean>
  /** Undefined, or a rejection: it is not there. */
  get: (key: string) => Promise<Answer | undefined>
}
