// Whether files can have been written one after another: each thing that joins two of them says which was first.

export interface FileOrder {
  /** Says that a file was written before another; false when that contradicts what was said before. */
  before: (file: number, other: number) => boolean
}

export function createFileOrder(): FileOrder {
  const later = new Map<number, Set<number>>()

  /** Is there a way along what was said? */
  function leads(from: number, to: number): boolean {
    const seen = new Set([from])
    for (const file of seen) {
      if (file === to) return true
      for (const next of later.get(file) ?? []) seen.add(next)
    }
    return false
  }

  return {
    before: (file, other) => {
      if (leads(other, file)) return false
      const known = later.get(file) ?? new Set()
      later.set(file, known.add(other))
      return true
    },
  }
}
