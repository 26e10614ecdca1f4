// What a word that keeps you posted needs of the outside: a line that can be rewritten, time to wait, and Ctrl-C.

import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, systemClock } from '../lib/clock.ts'

export interface Terminal {
  /** How wide it is now, in characters; undefined: it is none, but a file or a pipe. */
  columns: () => number | undefined
  /** Puts this line in the place of the one that was put there before; an empty one clears it. */
  rewrite: (line: string) => void
  /** Whose sleep keeps the process alive: nothing else does. */
  clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>
  /** Aborted at Ctrl-C. */
  interrupted: AbortSignal
}

const TO_START = '\r'
const CLEAR_REST = '\u001B[K'

/** Of this process. From then on Ctrl-C ends it no longer by itself. */
export function openTerminal(): Terminal {
  const interrupting = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupting.abort())
  const { stdout } = process
  return {
    columns: () => (stdout.isTTY ? stdout.columns : undefined),
    rewrite: (line) => void stdout.write(`${TO_START}${line}${CLEAR_REST}`),
    clock: { ...systemClock, sleep: async (ms, signal) => sleep(ms, undefined, signal && { signal }) },
    interrupted: interrupting.signal,
  }
}
