// Reads a file line by line as bytes, in bounded memory.

import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

/** No line of ours comes near this; a file without newlines must not fill the memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024
const CHUNK_BYTES = 1024 * 1024
const NEWLINE = 10

export interface Line {
  /** Without its newline. */
  bytes: Buffer
  /** From 1. */
  number: number
  /** False for what stands behind the last newline of the file. */
  ended: boolean
}

/**
 * @param file what was opened, where the path may name another file by now; it stays open
 * @throws the file system's own error, or one that names the file and line when a line has no end
 */
export async function* readLines(path: string, file?: FileHandle): AsyncGenerator<Line, void, undefined> {
  const options = { highWaterMark: CHUNK_BYTES }
  const chunks = file ? file.createReadStream({ ...options, autoClose: false }) : createReadStream(path, options)
  let number = 0
  let rest: Buffer[] = []
  let restLength = 0
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end)
      number += 1
      yield { bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]), number, ended: true }
      rest = []
      restLength = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    rest.push(chunk.subarray(start))
    restLength += chunk.length - start
    if (restLength > MAX_LINE_BYTES) throw new Error(`${path}:${number + 1}: line longer than ${MAX_LINE_BYTES} bytes`)
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), number: number + 1, ended: false }
}
