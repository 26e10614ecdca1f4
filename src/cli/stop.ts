// The end of a long-running word: the first signal closes in order, a second one in earnest cuts that off.

import closeWithGrace from 'close-with-grace'
import type { Logger } from 'pino'

/** Ctrl-C reaches us from the terminal and once more through npm or bin/, which pass on what they got: one wish. */
const ECHO_MS = 1000

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface StopParts {
  /** What closing may take, in ms; then the process ends all the same. */
  delay: number
  logger: Logger
  /** `err`: nobody caught it, and it is why we stop. */
  close: (why: { err: Error | undefined; signal: (typeof SIGNALS)[number] | undefined }) => Promise<void>
}

/** Returns at once. The process ends with 0 when closing succeeded for a signal, else with 1. */
export function closeAtSignal({ delay, logger, close }: StopParts): void {
  let first: { signal: (typeof SIGNALS)[number]; at: number } | undefined
  const grace = closeWithGrace({ delay, logger, skip: [...SIGNALS] }, ({ err }) =>
    close({ err, signal: first?.signal }),
  )
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (!first) {
        first = { signal, at: performance.now() }
        grace.close()
      } else if (performance.now() - first.at > ECHO_MS) {
        logger.error(`second ${signal}: exiting before all was closed`)
        process.exit(1)
      }
    })
}
