// A fault in the policy: where it stands and what to do about it, never with a secret in it.

/** A place in a policy file. Lines and columns count from 1. */
export interface Place {
  line: number
  column: number
  /** As in `doelen.declaratie-msz.categorieen`; empty for the file as a whole. */
  path: string
}

export interface Fault extends Place {
  file: string
  /** Dutch, with a next step. */
  melding: string
}

/** Takes one finding. */
export type Report = (at: Place, melding: string) => void

/** Gathers findings of one file and gives them in the order of the file. */
export function createFaults(file: string) {
  const found: Fault[] = []
  const report: Report = ({ line, column, path }, melding) => {
    found.push({ file, line, column, path, melding })
  }
  return { report, sorted: () => found.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

/** One line for people: `policy.yaml:12:5 doelen.x.naam: mag niet leeg zijn`. */
export const writeFault = ({ file, line, column, path, melding }: Fault): string =>
  `${file}:${line}:${column} ${path ? `${path}: ` : ''}${melding}`

const SECRET = /agb_|[0-9a-f]{32}/i
const ORDINARY = /^[^\p{C}"]{1,64}$/u

/**
 * A word of the file as a fault may show it. A caller's key or a hash pasted in the wrong place must not end up in a
 * log, so what looks like one, or like no word at all, is not shown.
 */
export const show = (word: string): string => (ORDINARY.test(word) && !SECRET.test(word) ? word : '…')
