// Lines out of the audit files, from the kept position on, over every rotation.

import { type FileHandle, open, stat } from 'node:fs/promises'
import { sha256 } from '../audit/chain.ts'
import { auditFiles } from '../audit/files.ts'
import type { Batch, Feed } from './feed.ts'
import { readWhole, wholeLines } from './lines.ts'
import type { Position, Positions } from './position.ts'

export interface FileFeedParts {
  /** The audit file that is written to; those that were rotated from it stand beside it. */
  path: string
  /** Bytes at the start of that file that will never be taken back. */
  durable: () => number
  positions: Positions
  /** The kept position is in none of the files: all that is there is exported again. */
  onLost: () => void
}

const MARK_BYTES = 128

export function createFileFeed({ path, durable, positions, onLost }: FileFeedParts): Feed {
  let file: FileHandle | undefined
  let offset = 0

  async function moveTo(opened: FileHandle | undefined, at: number): Promise<void> {
    const before = file
    file = opened
    offset = at
    await before?.close()
  }

  /** Newest first, for that is where a position mostly is. */
  async function find(position: Position, files: readonly string[]): Promise<boolean> {
    for (const name of files.toReversed()) {
      const candidate = await open(name)
      if ((await markAt(candidate, position.offset)) === position.merk) {
        await moveTo(candidate, position.offset)
        return true
      }
      await candidate.close()
    }
    return false
  }

  async function begin(): Promise<void> {
    const position = await positions.read()
    const files = await auditFiles(path)
    if (position) {
      if (await find(position, files)) return
      onLost()
    }
    const [oldest] = files
    if (oldest !== undefined) await moveTo(await open(oldest), 0)
  }

  /**
   * How far this file may be read, and whether more may come. It is asked whether the file still has the name of the one
   * that is written to before the length is:
   *   still so → rotation → durable() is of the next file
   * gives too little, never too much, and the next time the file is found to be rotated: then all of it is durable.
   */
  async function bounds(current: FileHandle): Promise<{ end: number; last: boolean }> {
    const { ino, size } = await current.stat({ bigint: true })
    const live = await stat(path, { bigint: true }).catch(() => undefined)
    return live?.ino === ino
      ? { end: Math.min(Number(size), durable()), last: true }
      : { end: Number(size), last: false }
  }

  /** @returns false when there is no next file */
  async function nextFile(current: FileHandle): Promise<boolean> {
    const { ino } = await current.stat({ bigint: true })
    const files = await auditFiles(path)
    const inodes = await Promise.all(files.map(async (name) => (await stat(name, { bigint: true })).ino))
    // Not among them: it was deleted when its term was over, and all that are left are newer.
    const next = files[inodes.indexOf(ino) + 1]
    if (next === undefined) return false
    await moveTo(await open(next), 0)
    return true
  }

  async function read(): Promise<Batch | undefined> {
    if (!file) return undefined
    const { end, last } = await bounds(file)
    const bytes = await readWhole(file, offset, end)
    if (bytes.length === 0) return !last && (await nextFile(file)) ? read() : undefined
    const after = offset + bytes.length
    const current = file
    return {
      regels: wholeLines(bytes),
      done: async () => {
        await positions.write({ offset: after, merk: await markAt(current, after) })
        offset = after
      },
    }
  }

  return {
    next: async () => {
      if (!file) await begin()
      return read()
    },
    close: () => moveTo(undefined, 0),
  }
}

/** What stands just before a place; every line ends in a hash of its own, so no two places look alike. */
async function markAt(file: FileHandle, offset: number): Promise<string> {
  const bytes = Buffer.alloc(Math.min(MARK_BYTES, offset))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset - bytes.length)
  return sha256(bytes.subarray(0, bytesRead))
}
