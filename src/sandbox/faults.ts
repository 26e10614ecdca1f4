// Faults on demand: which one the next call meets, for how many calls, on which paths.

import { matches, type PathMatch } from './path-match.ts'
import { WrongCommand } from './wrong-command.ts'

export const faultKinds = [
  'status-401',
  'status-429',
  'status-500',
  'status-503',
  /** The right answer, its headers late by `ms`. */
  'slow',
  /** No answer at all; the connection stays open. */
  'silent',
  /** TCP reset. */
  'reset',
  /** Half of the document, well-framed. */
  'broken-json',
  /** 200 with a page for people. */
  'html',
  /** 200 with a body that never ends. */
  'endless',
  /** The right document as text/plain. */
  'wrong-content-type',
  /** A list where an object belongs, or the other way round. */
  'wrong-shape',
  /** The right document with an unknown property in each of its objects. */
  'extra-properties',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  kind: FaultKind
  /** For how many calls; without it until cleared. */
  times?: number | undefined
  /** For which paths; without it all. */
  path?: PathMatch | undefined
  /** How late `slow` is; default a second. */
  ms?: number | undefined
}

export interface Faults {
  /** Returns what ends this fault alone. Raises WrongCommand for an unknown kind. */
  add: (fault: Fault) => () => void
  /** The fault that this call meets: of those that match the oldest. It counts as one of its `times`. */
  take: (path: string) => Fault | undefined
  clear: () => void
}

export function createFaults(): Faults {
  const active = new Map<Fault, number>()
  return {
    add: (fault) => {
      if (!faultKinds.includes(fault.kind)) throw new WrongCommand('unknown kind of fault')
      const own = { ...fault }
      active.set(own, fault.times ?? Infinity)
      return () => active.delete(own)
    },
    take: (path) => {
      const found = [...active].find(([fault]) => matches(fault.path ?? '', path))
      if (!found) return undefined
      const [fault, left] = found
      if (left > 1) active.set(fault, left - 1)
      else active.delete(fault)
      return fault
    },
    clear: () => active.clear(),
  }
}
