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
    const lastHash = lastStatedHash(bytes, start === 0)
    if (lastHash !== undefined || start === 0)
      return { lastHash: lastHash ?? null, unfinished: size > 0 && bytes.at(-1) !== NEWLINE }
  }
}

/** The first piece is a line only when the bytes begin where the file begins. */
function lastStatedHash(bytes: Buffer, fromStart: boolean): string | undefined {
  let end = bytes.length
  for (;;) {
    const newline = end === 0 ? -1 : bytes.lastIndexOf(NEWLINE, end - 1)
    if (newline === -1 && !fromStart) return undefined
    const found = statedHash(bytes.subarray(newline + 1, end))
    if (found !== undefined || newline === -1) return found
    end = newline
  }
}
