// Reads a command's words; a word it does not know gives the usage, never a guess.

import { parseArgs } from 'node:util'
import { exit, type Io } from './io.ts'

interface Shape {
  /** One line, as `agb-gateway controleer POLICY`. */
  usage: string
  /** How many plain words there must be. */
  positionals: number
  /** Names of the flags that may be given. */
  flags?: readonly string[]
}

export interface Words {
  positionals: readonly string[]
  flags: ReadonlySet<string>
}

/** The words, or the exit code after the usage went to standard error. */
export function readArguments(
  args: readonly string[],
  { usage, positionals, flags = [] }: Shape,
  io: Io,
): Words | number {
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }]))
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true })
    if (parsed.positionals.length === positionals) {
      return { positionals: parsed.positionals, flags: new Set(Object.keys(parsed.values)) }
    }
  } catch {
    // An unknown flag, or a value for one that takes none: the usage below says what there is.
  }
  io.err(`Gebruik: ${usage}`)
  return exit.unusable
}
