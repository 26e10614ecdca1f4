// The living register: finds parties and their relations, as of now, and takes changes in.

import type { Clock } from '../../lib/clock.ts'
import { type Bouw, buildRegister, type Omvang } from './build.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Partij, Relatie } from './partij.ts'
import { dagVan, isVergaan } from './periode.ts'

export interface Register {
  /** The day on which Amsterdam lives, `yyyy-MM-dd`. */
  vandaag: () => string
  /** A party, unless it is unknown, removed, or ended more than seven years ago. */
  find: (agbcode: string) => Partij | undefined
  /** Every party that still is delivered, in order of its code. */
  all: () => Partij[]
  /** Every relation of a party, ended and future ones too, whose other end still is delivered. */
  relatiesOf: (agbcode: string) => Relatie[]
  /** Puts a party in place of the one with its code, or beside the others. */
  put: (partij: Partij) => void
  /** Takes a party out, with its relations on both sides. */
  remove: (agbcode: string) => void
  /** Adds a relation, or puts it in place of `old`. */
  relate: (relatie: Relatie, old?: Relatie) => void
  unrelate: (relatie: Relatie) => void
  /** Makes a new party with a free code; it is in the register when this returns. */
  add: Bouw['add']
  feed: Feed
}

/** Asked several times a call; a day never begins within a minute, so the calendar is consulted once a minute. */
function createToday(clock: Clock): () => string {
  let known = { minute: NaN, dag: '' }
  return () => {
    const minute = Math.floor(clock.now() / 60_000)
    if (known.minute !== minute) known = { minute, dag: dagVan(clock.now()) }
    return known.dag
  }
}

/** @param seed the same seed on the same day gives the same register. */
export function createRegister(parts: { clock: Clock; seed: number; omvang?: Omvang | undefined }): Register {
  const { clock, seed, omvang } = parts
  const vandaag = createToday(clock)
  const bouw = buildRegister(seed, vandaag, omvang)
  const { partijen } = bouw
  const relatiesPerCode = new Map<string, Set<Relatie>>()
  let sorted: Partij[] | undefined

  const relate = (relatie: Relatie) => {
    for (const { AGBCode } of relatie.einden) {
      const eigen = relatiesPerCode.get(AGBCode)
      if (eigen) eigen.add(relatie)
      else relatiesPerCode.set(AGBCode, new Set([relatie]))
    }
  }
  const unrelate = (relatie: Relatie) => {
    for (const { AGBCode } of relatie.einden) relatiesPerCode.get(AGBCode)?.delete(relatie)
  }
  const find = (agbcode: string) => {
    const partij = partijen.get(agbcode)
    return partij && !isVergaan(partij.document, vandaag()) ? partij : undefined
  }
  for (const relatie of bouw.relaties) relate(relatie)

  return {
    vandaag,
    find,
    all: () => {
      const dag = vandaag()
      sorted ??= [...partijen.values()].sort((een, ander) => (een.document.AGBCode < ander.document.AGBCode ? -1 : 1))
      return sorted.filter(({ document }) => !isVergaan(document, dag))
    },
    relatiesOf: (agbcode) => {
      const dag = vandaag()
      return [...(relatiesPerCode.get(agbcode) ?? [])].filter(
        (relatie) => !isVergaan(relatie, dag) && relatie.einden.every((eind) => find(eind.AGBCode)),
      )
    },
    put: (partij) => {
      partijen.set(partij.document.AGBCode, partij)
      sorted = undefined
    },
    remove: (agbcode) => {
      for (const relatie of relatiesPerCode.get(agbcode) ?? []) unrelate(relatie)
      partijen.delete(agbcode)
      sorted = undefined
    },
    relate: (relatie, old) => {
      if (old) unrelate(old)
      relate(relatie)
    },
    unrelate,
    add: (...wens) => {
      sorted = undefined
      return bouw.add(...wens)
    },
    feed: createFeed(),
  }
}
