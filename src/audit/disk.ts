// The little of the file system that the audit needs, so that a test can put a disk in its place that fails.

import type { BigIntStats } from 'node:fs'
import { constants, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Which file it is and how long, in bytes. */
export interface Stat {
  dev: bigint
  ino: bigint
  size: number
  isFile: boolean
}

export interface AuditFile {
  stat: () => Promise<Stat>
  read: (into: Buffer, position: number) => Promise<void>
  /** One write at the end of the file; the number of bytes taken may be less than was given. */
  append: (bytes: Uint8Array) => Promise<number>
  datasync: () => Promise<void>
  truncate: (size: number) => Promise<void>
  close: () => Promise<void>
}

export interface Disk {
  /** Opens for reading and appending; a new file is readable by its owner alone, and its name survives a power cut. */
  open: (path: string) => Promise<AuditFile>
  stat: (path: string) => Promise<Stat>
  /** Within one directory; what opens the next file makes it survive a power cut. */
  rename: (from: string, to: string) => Promise<void>
}

const OPEN_FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOCTTY
const OWNER_ONLY = 0o600

const asStat = (found: BigIntStats): Stat => ({
  dev: found.dev,
  ino: found.ino,
  size: Number(found.size),
  isFile: found.isFile(),
})

export const localDisk: Disk = {
  stat: async (path) => asStat(await stat(path, { bigint: true })),
  rename,
  open: async (path) => {
    await using opening = new AsyncDisposableStack()
    const file = opening.use(await open(path, OPEN_FLAGS, OWNER_ONLY))
    await syncDirectory(dirname(path))
    opening.move()
    return {
      stat: async () => asStat(await file.stat({ bigint: true })),
      read: async (into, position) => {
        const { bytesRead } = await file.read(into, 0, into.length, position)
        if (bytesRead !== into.length) throw new Error('the audit file became shorter while it was read')
      },
      append: async (bytes) => (await file.write(bytes)).bytesWritten,
      datasync: () => file.datasync(),
      truncate: (size) => file.truncate(size),
      close: () => file.close(),
    }
  },
}

/** Without this a new name can be gone after a power cut, however often its contents were synced: fsync(2). */
export async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  await directory.sync()
}
