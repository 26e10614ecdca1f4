// What went wrong in a store, told without anything that stood in it.

/**
 * `unavailable`: no connection; `timeout`: no answer in time; `refused`: Redis said no; `unreadable`: what stands there is
 * no entry, or an entry cannot stand there.
 */
export type StoreFaultReason = 'unavailable' | 'timeout' | 'refused' | 'unreadable'

/** A fault to count and log. It has no cause: errors of ioredis carry their command, with key, value and password. */
export class StoreFault extends Error {
  readonly reason: StoreFaultReason
  constructor(reason: StoreFaultReason, word?: string) {
    super(`cache store ${reason}${word === undefined ? '' : `: ${word}`}`)
    this.name = 'StoreFault'
    this.reason = reason
  }
}

/** The fault behind an error of ioredis: its code or the first word of Redis's reply, as `OOM`, and no more. */
export function asStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error
  if (!(error instanceof Error)) return new StoreFault('unavailable')
  if (error.message === 'Command timed out') return new StoreFault('timeout')
  if (error.name === 'ReplyError') return new StoreFault('refused', /^[A-Z]+/.exec(error.message)?.[0])
  return new StoreFault('unavailable', (error as NodeJS.ErrnoException).code)
}
