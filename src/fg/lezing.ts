// Reads the lines of a period out of audit files as a stream: each file once, also when it is rotated meanwhile.

import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { readLine } from '../audit/line.ts'
import { readLines } from '../audit/lines.ts'
import type { Auditregel } from '../audit/regel.ts'
import type { Clock } from '../lib/clock.ts'
import { binnen, type Periode } from './periode.ts'

export interface LezingParts {
  /** The files there are now; asked again after all were read, until it names none that is new. */
  list: () => Promise<readonly string[]>
  periode: Periode
  clock: Clock
  /** Ends the reading. */
  signal?: AbortSignal
}

/** Lines that were changed and are therefore left out, as `file:line`: how many, and where the first of them stand. */
export interface Onleesbaar {
  aantal: number
  plaatsen: string[]
}

export interface Lezing {
  /** In the order of the files; to be read once. Raises the file system's own error when a file cannot be read. */
  regels: AsyncIterable<Auditregel>
  /** Complete once all lines were read. */
  onleesbaar: Onleesbaar
  /** How many files were opened. */
  bestanden: () => number
}

/** Longest work in one turn of the event loop, in ms: beside these questions callers are served. */
const TURN_MS = 4
const PLACES = 100
/** Between listing and opening a file can be renamed by rotation or deleted by retention; then it is listed anew. */
const MISSES = 10

/**
 * Every line is held against its own hash; whether the chains are whole is `audit-verifieer`'s to prove. Half lines are
 * passed over: nobody was answered for them.
 */
export function createLezing({ list, periode, clock, signal }: LezingParts): Lezing {
  const seen = new Set<string>()
  const onleesbaar: Onleesbaar = { aantal: 0, plaatsen: [] }
  let misses = 0

  /** The file behind the path, or undefined when it was there a moment ago; what else is wrong is raised. */
  async function openListed(path: string): Promise<FileHandle | undefined> {
    try {
      return await open(path)
    } catch (fault) {
      misses += 1
      if ((fault as NodeJS.ErrnoException).code !== 'ENOENT' || misses > MISSES) throw fault
      return undefined
    }
  }

  /**
   * Files go by inode, not by name:
   *   list: a.jsonl → rotation: a.jsonl becomes a.T.jsonl, a new a.jsonl → open a.jsonl: the new one
   * leaves a.T.jsonl unread, and the next listing names it; read under its old name before, it is known again.
   */
  async function* files(): AsyncGenerator<{ path: string; file: FileHandle }, void, undefined> {
    for (let more = true; more; ) {
      more = false
      for (const path of await list()) {
        await using file = await openListed(path)
        const { dev, ino } = (await file?.stat({ bigint: true })) ?? {}
        if (file && seen.has(`${dev}:${ino}`)) continue
        more = true
        if (!file) continue
        seen.add(`${dev}:${ino}`)
        yield { path, file }
      }
    }
  }

  async function* lines(): AsyncGenerator<Auditregel, void, undefined> {
    let turn = clock.monotonic()
    for await (const { path, file } of files()) {
      for await (const { bytes, number } of readLines(path, file)) {
        const { soort } = readLine(bytes)
        if (soort === 'gebroken') {
          onleesbaar.aantal += 1
          if (onleesbaar.plaatsen.length < PLACES) onleesbaar.plaatsen.push(`${basename(path)}:${number}`)
        } else if (soort === 'heel') {
          const regel = JSON.parse(bytes.toString()) as Auditregel
          if (binnen(periode, Date.parse(regel.tijdstip))) yield regel
        }
        if (clock.monotonic() - turn < TURN_MS) continue
        await setImmediate()
        signal?.throwIfAborted()
        turn = clock.monotonic()
      }
    }
  }

  return { regels: lines(), onleesbaar, bestanden: () => seen.size }
}
