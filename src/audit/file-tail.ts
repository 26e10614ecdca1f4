// How an audit file ends: the hash to go on from, and whether a crash left half a line.

import type { AuditFile } from './disk.ts'
import { statedHash } from './line.ts'

const NEWLINE = 10
const FIRST_CHUNK_BYTES = 64 * 1024

export interface Tail {
  /** Of the last whole line, or null when there is none. */
  lastHash: string | null
  /** The last byte is not a newline. */
  unfinished: boolean
}

/** Reads backwards, each time twice as far, until a whole line is found. */
export async function readTail(file: AuditFile, size: number): Promise<Tail> {
  for (let length = FIRST_CHUNK_BYTES; ; length *= 2) {
    const start = Math.max(0, size - length)
    const bytes = Buffer.alloc(size - start)
    await file.read(bytes, start)
    const lastHash = lastStatedHash(bytes)
    if (lastHash !== undefined || start === 0)
      return { lastHash: lastHash ?? null, unfinished: size > 0 && bytes.at(-1) !== NEWLINE }
  }
}

/** The bytes may begin inside a line: where its end is among them, that is enough. */
function lastStatedHash(bytes: Buffer): string | undefined {
  let end = bytes.length
  while (end > 0) {
    const newline = bytes.lastIndexOf(NEWLINE, end - 1)
    const found = statedHash(bytes.subarray(newline + 1, end))
    if (found !== undefined) return found
    end = newline
  }
  return undefined
}
