// An Io that remembers what was written and reads from a table of files.

import type { Io } from '../../src/cli/io.ts'

export interface FakeIo extends Io {
  /** All that went to standard output and standard error, newlines included. */
  written: () => { out: string; err: string }
}

export function createFakeIo(files: Record<string, string> = {}): FakeIo {
  const written = { out: '', err: '' }
  return {
    out: (text) => {
      written.out += `${text}\n`
    },
    err: (text) => {
      written.err += `${text}\n`
    },
    readFile: async (path) => {
      const text = files[path]
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
      return Buffer.from(text)
    },
    now: () => Date.parse('2026-11-22T12:00:00Z'),
    written: () => written,
  }
}
