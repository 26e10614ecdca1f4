// Whole lines out of a part of an audit file: enough for one export.

import type { FileHandle } from 'node:fs/promises'
import { readLine } from '../audit/line.ts'
import type { Auditregel } from '../audit/regel.ts'

const NEWLINE = 10
/** About a hundred lines; at the worst some thousand betrokkenen, whose spans together stay near a megabyte. */
const BATCH_BYTES = 64 * 1024

/** Bytes up to and including a newline, from a place on; none when no line ends before `end`. */
export async function readWhole(file: FileHandle, offset: number, end: number): Promise<Buffer> {
  for (let length = BATCH_BYTES; ; length *= 2) {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, end - offset)))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset)
    const whole = bytes.subarray(0, bytes.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1)
    if (whole.length > 0 || offset + length >= end) return whole
  }
}

/** The lines that are whole and unchanged. Half ones nobody was answered for; changed ones are `audit-verifieer`'s to find. */
export function wholeLines(bytes: Buffer): Auditregel[] {
  const regels: Auditregel[] = []
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const line = bytes.subarray(start, end)
    if (readLine(line).soort === 'heel') regels.push(JSON.parse(line.toString()) as Auditregel)
    start = end + 1
  }
  return regels
}
