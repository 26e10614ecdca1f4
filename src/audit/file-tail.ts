// How an audit file begins and ends: its day, the hash to go on from, and whether a crash left half a line.

import { open } from 'node:fs/promises'
import type { AuditFile } from './disk.ts'
import { statedHash } from './line.ts'

type Readable = Pick<AuditFile, 'read'>

const NEWLINE = 10
const FIRST_CHUNK_BYTES = 64 * 1024

const FIRST_DAY = /^\{"tijdstip":"(\d{4}-\d{2}-\d{2})T/
const FIRST_DAY_BYTES = 24

/** The day in UTC of the first line, `yyyy-MM-dd`; undefined when the file does not begin with one. */
export async function readFirstDay(file: Readable, size: number): Promise<string | undefined> {
  const bytes = Buffer.alloc(Math.min(FIRST_DAY_BYTES, size))
  await file.read(bytes, 0)
  return FIRST_DAY.exec(bytes.toString('latin1'))?.[1]
}

export interface Tail {
  /** Of the last whole line, or null when there is none. */
  lastHash: string | null
  /** The last byte is not a newline. */
  unfinished: boolean
}

/** Reads backwards, each time twice as far, until a whole line is found. */
export async function readTail(file: Readable, size: number): Promise<Tail> {
  for (let length = FIRST_CHUNK_BYTES; ; length *= 2) {
    const start = Math.max(0, size - length)
    const bytes = Buffer.alloc(size - start)
    await file.read(bytes, start)
    const lastHash = lastStatedHash(bytes)
    if (lastHash !== undefined || start === 0)
      return { lastHash: lastHash ?? null, unfinished: size > 0 && bytes.at(-1) !== NEWLINE }
  }
}

/** Hash of the last whole line of a file that is only read: it may be read-only by now. */
export async function lastHashAt(path: string): Promise<string | null> {
  await using file = await open(path, 'r')
  const read = async (into: Buffer, position: number) => void (await file.read(into, 0, into.length, position))
  return (await readTail({ read }, (await file.stat()).size)).lastHash
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
