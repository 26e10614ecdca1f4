// Holds audit files against themselves and against heads: every chain whole, or the first thing that is not.

import { createChains, type Telling } from './chains.ts'
import type { Koppen } from './koppen.ts'
import { readLine } from './line.ts'
import { readLines } from './lines.ts'

/** A fault: `file:line`, or the file alone, and what it is, in Dutch. */
export interface Gebrek {
  plaats: string
  wat: string
}

export interface Bevinding extends Telling {
  /** `file:line` of half lines that a crash left. */
  onafgemaakt: string[]
  /** The first fault inside a file, else the first place where files or chains do not join; it was looked no further. */
  gebrek: Gebrek | undefined
}

/**
 * Reads the files as one history, in whatever order they are given: a chain may go on in another file. Memory is bounded
 * by the number of chains, files and heads, not of lines.
 * @throws when a file cannot be read
 */
export async function verify(files: readonly string[], koppen?: Koppen): Promise<Bevinding> {
  const chains = createChains()
  const onafgemaakt: string[] = []

  /**
   * A half line is a crash when a process started right behind it or the file ends in it; elsewhere somebody made it
   * half. A file never ends in a half line with a newline: the process that writes that newline writes its own first
   * line in the same write.
   */
  async function readFile(file: string): Promise<Gebrek | undefined> {
    chains.nextFile()
    let half: string[] = []
    const halfGebrek = (): Gebrek | undefined =>
      half[0] === undefined ? undefined : { plaats: half[0], wat: 'de regel is niet heel' }
    for await (const { bytes, number, ended } of readLines(file)) {
      const plaats = `${file}:${number}`
      const gelezen = readLine(bytes)
      if (gelezen.soort === 'half') {
        half.push(plaats)
        if (ended) continue
      } else if (gelezen.soort === 'gebroken') {
        return halfGebrek() ?? { plaats, wat: gelezen.wat }
      } else {
        if (gelezen.schakel.volgnummer !== 1 && half.length > 0) return halfGebrek()
        const wat = chains.follow(gelezen.schakel, plaats) ?? koppen?.see(gelezen.schakel)
        if (wat !== undefined) return { plaats, wat }
      }
      onafgemaakt.push(...half)
      half = []
    }
    return halfGebrek()
  }

  let gebrek: Gebrek | undefined
  for (const file of files) {
    gebrek = await readFile(file)
    if (gebrek) break
  }
  gebrek ??= chains.join()
  const missing = gebrek ? undefined : koppen?.missing()
  if (missing !== undefined) gebrek = { plaats: files.join(', '), wat: missing }
  return { ...chains.counts(), onafgemaakt, gebrek }
}
