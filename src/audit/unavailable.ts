// The one fault of the audit: a line is not durable, so the answer it accounts for may not leave.

/** Says in English, for the log, why nothing can be written; `cause` is the fault below, where there is one. */
export class AuditUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AuditUnavailable'
  }
}
