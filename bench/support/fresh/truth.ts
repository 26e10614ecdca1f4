// What is true at each moment, and what a kept answer lacks of it: every change of a party shows in its name.

import type { Entry } from '../../../src/cache/entry.ts'
import { createMutate } from '../../../src/sandbox/register/mutate.ts'
import { dagVan } from '../../../src/sandbox/register/periode.ts'
import type { Register } from '../../../src/sandbox/register/register.ts'
import type { Clock } from '../../../src/lib/clock.ts'

export interface Change {
  /** In ms since the epoch. */
  at: number
  /** No other of this party came before it on its day in Amsterdam. */
  isFirst: boolean
}

export interface Truth {
  /** Changes this party now. */
  change: (agbcode: string) => void
  /** The first change that has come by now and does not show in the answer. */
  lacks: (entry: Entry) => Change | undefined
}

/** Whose name it is, and how often it had changed by then. */
type Seen = readonly [agbcode: string, changes: number]

const WORD = 'Versie'
const changesIn = (naam: string): number => Number(new RegExp(`${WORD} (\\d+)$`).exec(naam)?.[1] ?? 0)

interface Named {
  AGBCode: string
  Naam?: string
  Achternaam?: string
  Relaties?: readonly Named[]
}

const seenIn = ({ AGBCode, Naam, Achternaam, Relaties = [] }: Named): Seen[] => [
  [AGBCode, changesIn(Achternaam ?? Naam ?? '')],
  ...Relaties.flatMap(seenIn),
]

export function createTruth({ register, clock }: { register: Register; clock: Clock }): Truth {
  const mutate = createMutate({ register, clock })
  const changes = new Map<string, Change[]>()
  /** Read once of each answer: what stands in it stays. */
  const seen = new WeakMap<Entry, Seen[]>()

  function read(entry: Entry): Seen[] {
    const known = seen.get(entry) ?? (entry.document === undefined ? [] : seenIn(entry.document as Named))
    seen.set(entry, known)
    return known
  }

  return {
    change: (agbcode) => {
      const partij = register.find(agbcode)
      if (!partij) return
      const before = changes.get(agbcode) ?? []
      changes.set(agbcode, before)
      const at = clock.now()
      const last = before.at(-1)
      before.push({ at, isFirst: last === undefined || dagVan(last.at) !== dagVan(at) })
      const name = `${WORD} ${before.length}`
      mutate({ kind: 'change', agbcode, set: partij.type === 'zorgverlener' ? { Achternaam: name } : { Naam: name } })
    },
    lacks: (entry) => {
      let first: Change | undefined
      for (const [agbcode, count] of read(entry)) {
        const next = changes.get(agbcode)?.[count]
        if (next && (!first || next.at < first.at)) first = next
      }
      return first
    },
  }
}
