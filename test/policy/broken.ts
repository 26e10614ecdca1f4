// How a broken policy is written down in the corpus: a valid one with one passage replaced.

import { validPolicy } from './valid.ts'

/** What is wrong, the passage, its replacement, and every fault as `line:column path: sentence`. */
export type Broken = readonly [name: string, passage: string, replacement: string, faults: readonly string[]]

export function breakPolicy([name, passage, replacement]: Broken): string {
  if (!validPolicy.includes(passage)) throw new Error(`passage not found: ${name}`)
  return validPolicy.replace(passage, () => replacement)
}
