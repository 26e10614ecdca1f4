// What a command may touch of the outside world, handed to it so that tests can hold it.

export interface Io {
  /** Writes a text and a newline to standard output: what the command was asked for. */
  out: (text: string) => void
  /** The same to standard error: how to use the command, and why it could not run. */
  err: (text: string) => void
  readFile: (path: string) => Promise<Uint8Array>
  /** Milliseconds since the epoch. */
  now: () => number
}

/** Exit codes of every command. */
export const exit = {
  ok: 0,
  /** The command ran and found something wrong. */
  faulty: 1,
  /** The command could not run: unknown words, or a file that cannot be read. */
  unusable: 2,
} as const
