// Lines in a file that is rotated by size or by day: the chain goes on over the files, whatever breaks in between.

import type { Clock } from '../lib/clock.ts'
import { type Disk, localDisk } from './disk.ts'
import { lastHashAt } from './file-tail.ts'
import { auditFiles, rotatedAt, rotatedPath } from './files.ts'
import { openLiveFile } from './live-file.ts'
import type { Sink } from './sink.ts'
import { AuditUnavailable } from './unavailable.ts'

/** A rotation that failed leaves the file growing; it is tried again after this time. */
const RETRY_MS = 60_000

export interface Rotation {
  /** A file of this size or more is rotated away, in bytes; 0: never by size. */
  maxBytes: number
  /** Whether a file with lines of an earlier day, in UTC, is rotated away. */
  daily: boolean
  clock: Pick<Clock, 'now'>
  /** The file could not be renamed, and goes on. */
  onFault: (cause: Error) => void
}

export interface FileSink extends Sink {
  /** Bytes at the start of the file at the path that hold what somebody was answered for. */
  durable: () => number
}

const utcDay = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/** @throws AuditUnavailable in one sentence when lines cannot be written there */
export async function openFileSink(path: string, disk: Disk = localDisk, rotation?: Rotation): Promise<FileSink> {
  let live = await openLiveFile(path, disk)
  let day = live.firstDay
  const newestPath = (await auditFiles(path)).findLast((found) => rotatedAt(found) !== undefined)
  /** Moment in the name of the newest rotated file. */
  let newest = (newestPath !== undefined && rotatedAt(newestPath)) || 0
  let notBefore = 0
  /** The file has its rotated name, and the next is not open yet. */
  let between = false
  const lastHash = live.lastHash ?? (newestPath === undefined ? null : await lastHashAt(newestPath))

  function isDue({ maxBytes, daily }: Rotation, now: number): boolean {
    if (live.kept() === 0 || now < notBefore) return false
    day ??= utcDay(now)
    return (maxBytes > 0 && live.kept() >= maxBytes) || (daily && day < utcDay(now))
  }

  /**
   * Runs before a batch is written, so never during a commit. Killed or cut off
   *   rename → here → open
   * the next start finds no file or an empty one, and goes on from the end of the newest rotated file.
   */
  async function rotate({ onFault }: Rotation, now: number): Promise<void> {
    await live.check()
    // A clock that was set back must not give a name that sorts before older lines, or is taken.
    const moment = Math.max(now, newest + 1000)
    try {
      await disk.rename(path, rotatedPath(path, moment))
    } catch (cause) {
      notBefore = now + RETRY_MS
      onFault(cause as Error)
      return
    }
    newest = moment
    between = true
    await goOn()
  }

  async function goOn(): Promise<void> {
    const next = await openLiveFile(path, disk)
    if (next.kept() > 0) {
      await next.close()
      throw new AuditUnavailable('another process writes to the audit file')
    }
    const before = live
    live = next
    day = undefined
    between = false
    await before.close()
  }

  return {
    lastHash,
    durable: () => (between ? 0 : live.kept()),
    append: async (lines, signal) => {
      const now = rotation?.clock.now() ?? 0
      if (rotation && isDue(rotation, now)) await rotate(rotation, now)
      signal.throwIfAborted()
      await live.append(lines, signal)
      if (rotation) day ??= utcDay(now)
    },
    probe: async () => {
      if (between) await goOn()
      await live.probe()
    },
    close: () => live.close(),
  }
}
