// How far the export has come, kept beside the audit file so that a restart goes on there.

import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncDirectory } from '../audit/disk.ts'

/** A place in an audit file that is found back under whatever name the file has by then. */
export interface Position {
  /** Bytes from the start of the file. */
  offset: number
  /** SHA-256 of what stands just before it, hex. */
  merk: string
}

export interface Positions {
  /** Undefined when nothing was ever exported, or when what is kept is damaged: then all is exported again. */
  read: () => Promise<Position | undefined>
  /** Resolves when it survives a crash. */
  write: (position: Position) => Promise<void>
}

const WRITTEN = /^(\d{1,15}) ([0-9a-f]{64})\n$/

export function createPositions(path: string): Positions {
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
        if (fault.code === 'ENOENT') return undefined
        throw fault
      })
      return text === undefined ? undefined : parse(text)
    },
    // Killed before the rename the old place stands, and what came after it is exported again.
    write: async ({ offset, merk }) => {
      const fresh = `${path}.nieuw`
      await using file = await open(fresh, 'w', 0o600)
      await file.writeFile(`${offset} ${merk}\n`)
      await file.sync()
      await rename(fresh, path)
      await syncDirectory(dirname(path))
    },
  }
}

function parse(text: string): Position | undefined {
  const [, offset, merk] = WRITTEN.exec(text) ?? []
  return offset === undefined || merk === undefined ? undefined : { offset: Number(offset), merk }
}
