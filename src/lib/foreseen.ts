// An error that is an answer: it is read for its class and its words, and thrown by the ten thousand in a flood.

/**
 * Without a stack, which would cost more than all else of a refusal and which nobody reads. A defect is told with the
 * error that it was, as the cause.
 */
export class Foreseen extends Error {
  constructor(message: string, options?: ErrorOptions) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message, options)
    Error.stackTraceLimit = stackTraceLimit
  }
}
