// The file that lines go to now: appended with one write, synced, and cut back to the last whole line when either fails.

import { type AuditFile, type Disk, localDisk } from './disk.ts'
import { readFirstDay, readTail } from './file-tail.ts'
import type { Sink } from './sink.ts'
import { AuditUnavailable } from './unavailable.ts'

const NEWLINE = Buffer.from('\n')
/** What a probe writes and takes back. Killed in between it leaves an unfinished line, which is what a crash leaves. */
const FILLER = Buffer.alloc(4096, ' ')

export interface LiveFile extends Sink {
  /** The day in UTC of the first line that was there before, `yyyy-MM-dd`. */
  readonly firstDay: string | undefined
  /** Up to here the file holds what somebody was answered for, in bytes. */
  kept: () => number
  /** @throws AuditUnavailable when the file is not, or no longer, this process's alone */
  check: () => Promise<void>
}

/**
 * Opens the file, or makes it, for this process alone: two processes on one file are found out, not served.
 * @throws AuditUnavailable in one sentence when lines cannot be written there
 */
export async function openLiveFile(path: string, disk: Disk = localDisk): Promise<LiveFile> {
  await using opening = new AsyncDisposableStack()
  const file = await open(path, disk)
  opening.defer(() => file.close())
  const { dev, ino, size: sizeAtOpen } = await file.stat()
  const { lastHash, unfinished } = await readTail(file, sizeAtOpen)
  const firstDay = await readFirstDay(file, sizeAtOpen)
  opening.move()

  let kept = sizeAtOpen
  /** How much of ours may stand behind that, of an append that failed; the next probe cuts it off. */
  let loose = 0

  /** A file that was deleted or moved still takes writes, so its name is asked each time what it stands for. */
  async function sizeAtPath(): Promise<number> {
    const found = await disk.stat(path).catch((cause: unknown) => {
      throw new AuditUnavailable('the audit file is no longer at its path', { cause })
    })
    if (found.dev !== dev || found.ino !== ino)
      throw new AuditUnavailable('another file is at the path of the audit file')
    return found.size
  }

  /**
   * A length that is not ours means a second writer, which would fork the chain: whoever finds the other's lines stops,
   * and as nothing is written then, the other goes on undisturbed. Left over:
   *   A stat → B stat → A write → B write
   * when both were idle before: both batches are in the file, and at their next commit both find the length wrong.
   */
  async function check(): Promise<void> {
    if ((await sizeAtPath()) !== kept)
      throw new AuditUnavailable('another process writes to the audit file, or it was cut')
  }

  /** Writes and syncs behind `kept`. */
  async function put(bytes: Uint8Array): Promise<void> {
    await check()
    loose = bytes.length
    const taken = await file.append(bytes)
    loose = taken
    if (taken !== bytes.length) throw new AuditUnavailable(`the disk took ${taken} of ${bytes.length} bytes`)
    await file.datasync()
  }

  /** Takes back what is ours behind `kept`; more than that belongs to somebody else and stays. */
  async function cutBack(): Promise<void> {
    if (loose === 0) return
    const { size } = await file.stat()
    if (size > kept + loose) throw new AuditUnavailable('another process writes to the audit file')
    if (size > kept) await file.truncate(kept)
    loose = 0
  }

  return {
    lastHash,
    firstDay,
    kept: () => kept,
    check,
    append: async (lines, signal) => {
      const bytes = unfinished && kept === sizeAtOpen ? Buffer.concat([NEWLINE, lines]) : lines
      await put(bytes)
      signal.throwIfAborted()
      kept += bytes.length
      loose = 0
    },
    probe: async () => {
      await cutBack()
      try {
        await put(FILLER)
      } finally {
        await cutBack()
      }
    },
    close: () => file.close(),
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'its directory does not exist',
  ENOTDIR: 'part of its path is not a directory',
  EACCES: 'this process may not read and write there',
  EPERM: 'this process may not read and write there',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOSPC: 'the disk is full',
}

async function open(path: string, disk: Disk): Promise<AuditFile> {
  const file = await disk.open(path).catch((cause: NodeJS.ErrnoException) => {
    const reason = reasons[cause.code ?? ''] ?? cause.code ?? 'unknown fault'
    throw new AuditUnavailable(`cannot open the audit file ${path}: ${reason}`, { cause })
  })
  if ((await file.stat()).isFile) return file
  await file.close()
  throw new AuditUnavailable(`cannot open the audit file ${path}: it is not a regular file`)
}
