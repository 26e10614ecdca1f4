// Parties that are gone at Vektis: erased with all that names them, once it is sure, and unless it is too many at once.

import type { Entry } from '../cache/entry.ts'
import type { Freshness } from '../cache/freshness.ts'
import type { Mark } from '../cache/purge-event.ts'
import type { PurgeLog } from '../cache/purge-log.ts'
import type { Tagged } from '../cache/tags.ts'
import { isFew, isTooMuch } from './guard.ts'
import type { Gebeurtenis } from './wijziging.ts'

/** A 404 on the detail of a party that was held. */
export interface Gone {
  agbcode: string
  key: string
  /** The 404 as an answer, to be held in its place. */
  absent: Entry
}

export interface WithdrawParts {
  freshness: Pick<Freshness, 'waiting'>
  log: Pick<PurgeLog, 'tell'>
  tagged: Pick<Tagged, 'erase' | 'keep' | 'held' | 'count'>
  /** Told of each party that was erased or set to wait, and how many answers went with it. */
  onErased: (gebeurtenis: Gebeurtenis, agbcode: string, entries: number) => void
  /** An erasure could not be done; it is tried again at the next run. */
  onFault: (fault: unknown) => void
}

export interface Withdraw {
  /** A run begins: these details of parties are going to be fetched. */
  begin: (keys: readonly string[]) => void
  /** One of them was tried, whatever came. */
  tried: (key: string) => void
  /** It is sure that this party is gone. */
  gone: (gone: Gone) => void
  /** It is there, by a fetch that began then: it is not erased for an earlier 404. */
  present: (agbcode: string, fetchedAt: number) => void
  /** A person has looked: what waits is erased. Gives how many parties; rejects when that could not be done. */
  confirm: () => Promise<number>
  /** Resolves when nothing is under way. */
  settled: () => Promise<void>
}

/** Parties in one script. */
const BATCH = 25

/**
 * A run is what one list of the feed leads to. As long as it can no longer become too much each erasure is done at once;
 * else all of them are held back until everything was tried, and then all go or all wait. What waits stands in the shared
 * state, so it outlives this process; what was found and is neither is found again by whoever comes after.
 */
export function createWithdraw({ freshness, log, tagged, onErased, onFault }: WithdrawParts): Withdraw {
  const open = new Set<string>()
  const found = new Map<string, Gone>()
  /** Erased in this run. */
  let done = 0
  let work: Promise<unknown> = Promise.resolve()

  /** One step after the other: each counts what the one before did. */
  function soon(step: () => Promise<void>): void {
    work = work.then(step).catch(onFault)
  }

  const marksOf = (parties: readonly Gone[]): Mark[] =>
    parties.map(({ agbcode, absent }) => [agbcode, absent.fetchedAt])

  async function isTooMany(parties: readonly Gone[]): Promise<boolean> {
    const held = await tagged.held(parties.map(({ agbcode }) => agbcode))
    const keys = new Set([...held.values()].flat().map(({ key }) => key))
    return isTooMuch(done + parties.length, keys.size, await tagged.count())
  }

  async function decide(): Promise<void> {
    const parties = [...found.values()].filter(({ agbcode }) => !freshness.waiting().has(agbcode))
    if (parties.length === 0) return
    if (!isFew(done + parties.length + open.size)) {
      if (open.size > 0) return
      if (await isTooMany(parties)) return setToWait(parties)
    }
    await erase(marksOf(parties))
  }

  async function setToWait(parties: readonly Gone[]): Promise<void> {
    await log.tell({ kind: 'waiting', marks: [...freshness.waiting(), ...marksOf(parties)] })
    for (const { agbcode } of parties) onErased('wacht', agbcode, 0)
  }

  /** By the start of the fetch that found it gone: what is fetched later shows the register without it. */
  async function erase(marks: readonly Mark[]): Promise<void> {
    for (let from = 0; from < marks.length; from += BATCH) {
      const some = marks.slice(from, from + BATCH)
      const held = await tagged.held(some.map(([agbcode]) => agbcode))
      await tagged.erase(some)
      done += some.length
      for (const [agbcode] of some) {
        onErased('verwijderd', agbcode, held.get(agbcode)?.length ?? 0)
        const gone = found.get(agbcode)
        found.delete(agbcode)
        // That it is not there is an answer too.
        if (gone) await tagged.keep(gone.key, gone.absent).catch(onFault)
      }
    }
  }

  async function release(agbcodes: ReadonlySet<string>): Promise<void> {
    const marks = [...freshness.waiting()].filter(([agbcode]) => !agbcodes.has(agbcode))
    if (marks.length < freshness.waiting().size) await log.tell({ kind: 'waiting', marks })
  }

  async function confirmed(): Promise<number> {
    const marks = [...freshness.waiting()]
    await erase(marks)
    await release(new Set(marks.map(([agbcode]) => agbcode)))
    return marks.length
  }

  return {
    begin: (keys) => {
      if (open.size === 0) done = 0
      for (const key of keys) open.add(key)
      soon(decide)
    },
    tried: (key) => {
      if (open.delete(key)) soon(decide)
    },
    gone: (gone) => {
      const known = found.get(gone.agbcode)
      if (known && known.absent.fetchedAt >= gone.absent.fetchedAt) return
      found.set(gone.agbcode, gone)
      soon(decide)
    },
    present: (agbcode, fetchedAt) => {
      const known = found.get(agbcode)
      if (known && known.absent.fetchedAt < fetchedAt) found.delete(agbcode)
      if ((freshness.waiting().get(agbcode) ?? Infinity) < fetchedAt) soon(() => release(new Set([agbcode])))
    },
    confirm: () => {
      const confirming = work.then(confirmed)
      work = confirming.catch(() => {})
      return confirming
    },
    settled: async () => {
      await work
    },
  }
}
