// The answers of the last five seconds: for who asked before they came and did not hear them.

import type { Clock } from '../../lib/clock.ts'

const KEPT_MS = 5000
const MOST_BYTES = 32 * 1024 * 1024

interface Recent<Answer> {
  answer: Answer
  bytes: Uint8Array
  at: number
}

export interface RecentAnswers<Answer> {
  /** The answer as bytes, written once for all who are given the same one; or as those bytes. */
  keep: (key: string, answer: Answer, written?: Uint8Array) => Uint8Array
  /**
   * An answer that came after this moment (monotonic, ms). One that was there before the question may be what the question
   * wants to get rid of:
   * answer A comes - the party changes at the source - B reads that, drops its copy, asks - and would be given A again.
   */
  since: (key: string, askedAt: number) => Answer | undefined
}

export function createRecentAnswers<Answer>(parts: {
  clock: Clock
  write: (key: string, answer: Answer) => Uint8Array
}): RecentAnswers<Answer> {
  const { clock, write } = parts
  /** Oldest first. */
  const recent = new Map<string, Recent<Answer>>()
  let held = 0

  function drop(key: string) {
    held -= recent.get(key)?.bytes.length ?? 0
    recent.delete(key)
  }

  function dropOld() {
    const oldest = clock.monotonic() - KEPT_MS
    for (const [key, { at }] of recent) {
      if (at > oldest && held <= MOST_BYTES) return
      drop(key)
    }
  }

  return {
    keep: (key, answer, written) => {
      const known = recent.get(key)
      if (known?.answer === answer) return known.bytes
      const bytes = written ?? write(key, answer)
      drop(key)
      recent.set(key, { answer, bytes, at: clock.monotonic() })
      held += bytes.length
      dropOld()
      return bytes
    },
    since: (key, askedAt) => {
      dropOld()
      const known = recent.get(key)
      return known && known.at >= askedAt ? known.answer : undefined
    },
  }
}
