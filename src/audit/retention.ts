// Deletes rotated audit files whose term is over, oldest first, each after a line that says so.

import { unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { syncDirectory } from './disk.ts'
import { auditFiles, rotatedAt } from './files.ts'
import { statedHash } from './line.ts'
import { readLines } from './lines.ts'
import type { Auditregel } from './regel.ts'
import type { Verwijdering } from './verwijdering.ts'

const DAY_MS = 86_400_000
const EVERY_MS = 3_600_000

export interface RetentionParts {
  /** The file that is written to; those that were rotated from it stand beside it. */
  path: string
  /** Kept for, in days after the last line of a file; 0: for ever. */
  days: number
  clock: Clock
  /** Writes the line; rejects when it is not durable, and then nothing is deleted. */
  schrijf: (verwijdering: Verwijdering) => Promise<void>
  /** A file could not be read or deleted; it is tried again in an hour. */
  onFault: (cause: Error) => void
}

/** Deletes what is over its term now, and then each hour, until the signal aborts. */
export async function keepRetention(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { path, days, clock, schrijf, onFault } = parts

  /** The rest waits for the next sweep as soon as one file cannot go: the oldest goes first. */
  async function sweep(): Promise<void> {
    const limit = clock.now() - days * DAY_MS
    for (const file of await auditFiles(path)) {
      const rotated = rotatedAt(file)
      if (rotated === undefined || rotated >= limit || signal.aborted) return
      const verwijdering = await describe(file)
      // The line first: killed in between, the file is there for another line, where one that is gone unexplained is tampering.
      await schrijf(verwijdering)
      await unlink(file)
      await syncDirectory(dirname(file))
    }
  }

  if (days === 0) return
  while (!signal.aborted) {
    await sweep().catch(onFault)
    await clock.sleep(EVERY_MS, signal).catch(() => {})
  }
}

async function describe(file: string): Promise<Verwijdering> {
  let regels = 0
  let first: Buffer | undefined
  let last: Buffer | undefined
  for await (const { bytes } of readLines(file)) {
    // Whether lines are true is not asked here: that costs seconds of computing, and the hash that is named tells.
    if (statedHash(bytes) === undefined) continue
    regels += 1
    first ??= Buffer.from(bytes)
    last = bytes
  }
  const eerste = asRegel(first)
  const laatste = asRegel(last)
  return {
    bestand: basename(file),
    eersteMoment: eerste?.tijdstip ?? null,
    laatsteMoment: laatste?.tijdstip ?? null,
    regels,
    laatsteHash: laatste?.hash ?? null,
  }
}

const asRegel = (bytes: Buffer | undefined): Auditregel | undefined =>
  bytes && (JSON.parse(bytes.toString()) as Auditregel)
