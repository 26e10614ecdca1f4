// Lines that went to standard output, which cannot be read back: held until exported, and dropped when too many wait.

import { wholeLines } from './lines.ts'
import type { Feed } from './feed.ts'

export interface StreamFeed extends Feed {
  /** Lines that were written, each with its newline. */
  add: (lines: Uint8Array) => void
}

export interface StreamFeedParts {
  /** What may wait, in bytes. */
  maxBytes: number
  /** Best effort: so many lines will never be exported. */
  onDropped: (lines: number) => void
}

const NEWLINE = 10
const BATCH_BYTES = 64 * 1024

export function createStreamFeed({ maxBytes, onDropped }: StreamFeedParts): StreamFeed {
  const waiting: Buffer[] = []
  let length = 0

  function oldest(): Buffer[] {
    let bytes = 0
    const beyond = waiting.findIndex((lines) => (bytes += lines.length) >= BATCH_BYTES)
    return beyond === -1 ? [...waiting] : waiting.slice(0, beyond + 1)
  }

  return {
    add: (lines) => {
      if (length + lines.length > maxBytes) {
        onDropped(count(lines))
        return
      }
      waiting.push(Buffer.from(lines))
      length += lines.length
    },
    next: async () => {
      const taken = oldest()
      if (taken.length === 0) return undefined
      const bytes = Buffer.concat(taken)
      return {
        regels: wholeLines(bytes),
        done: async () => {
          waiting.splice(0, taken.length)
          length -= bytes.length
        },
      }
    },
    close: async () => {
      onDropped(count(Buffer.concat(waiting.splice(0))))
      length = 0
    },
  }
}

const count = (lines: Uint8Array): number => lines.filter((byte) => byte === NEWLINE).length
