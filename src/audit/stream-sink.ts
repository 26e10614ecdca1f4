// Lines on standard output: written when the stream says that all of it was taken. What holds them is the collector's.

import type { Writable } from 'node:stream'
import type { Sink } from './sink.ts'
import { AuditUnavailable } from './unavailable.ts'

/**
 * A stream that fails is not tried again: nobody knows what of it arrived, and a reader that went away (EPIPE) does not
 * come back to a pipe. A stream that blocks goes on when it is read again.
 */
export function createStreamSink(stream: Writable): Sink {
  let broken: AuditUnavailable | undefined
  const onError = (cause?: Error) => {
    broken ??= new AuditUnavailable('the audit stream is broken', cause && { cause })
  }
  const onClose = () => onError()
  // Without a listener an EPIPE would end the process.
  stream.on('error', onError)
  stream.on('close', onClose)

  return {
    lastHash: null,
    append: async (lines) => {
      if (broken) throw broken
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      stream.write(lines, (cause) => {
        if (cause) onError(cause)
        if (broken) reject(broken)
        else resolve()
      })
      // A stream that is destroyed while it blocks need not call back.
      const onGone = () => reject(broken ?? new AuditUnavailable('the audit stream is closed'))
      stream.once('close', onGone)
      await promise.finally(() => stream.off('close', onGone))
    },
    probe: async () => {
      if (broken) throw broken
    },
    // The stream is the process's, not ours; its error listener stays, for what still comes.
    close: async () => {
      stream.off('close', onClose)
    },
  }
}
