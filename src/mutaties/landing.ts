// What becomes of an answer that was fetched: held in the place of the one before, or a sign that a party is gone.

import type { Entry } from '../cache/entry.ts'
import type { Freshness } from '../cache/freshness.ts'
import { NotOurs, Unvouched } from '../cache/purge-pen.ts'
import { StoreFault } from '../cache/store-fault.ts'
import type { Kept, Tagged } from '../cache/tags.ts'
import type { Apply, Early } from './apply.ts'
import { agbcodeVan, isDetail } from './sleutel.ts'
import { twice } from './twice.ts'
import type { Vermist } from './vermist.ts'
import type { Withdraw } from './withdraw.ts'

/**
 * As `Kept`, and `gone`: it is decided elsewhere what becomes of what is held; `not-ours`: another process writes now;
 * `unsure`: the shared store failed.
 */
export type Landed = Kept | 'gone' | 'not-ours' | 'unsure'

/** Only these may be held in process: of all others nobody would know that they have to be erased. */
export const mayBeHeld = (landed: Landed): boolean => landed === 'kept' || landed === 'listed'

export interface LandingParts {
  freshness: Pick<Freshness, 'record'>
  /** What is held under a key, whatever it counts as. Rejects when that cannot be seen: a fault is no miss. */
  heldEntry: (key: string) => Promise<Entry | undefined>
  keep: Tagged['keep']
  land: Apply['land']
  withdraw: Pick<Withdraw, 'gone' | 'present'>
  vermist: Vermist
  /** Another document took the place of the one before; told after it did. */
  onReplaced: (key: string, before: Entry, now: Entry) => void
}

/**
 * A 404 on the detail of a party that is held never simply takes its place. After a mutation the party is gone; without
 * one that must be seen twice. Who asked gets the 404 all the same.
 */
export function createLanding(parts: LandingParts) {
  const { freshness, heldEntry, keep, land, withdraw, vermist, onReplaced } = parts

  function absence(key: string, absent: Entry, before: Entry): Landed {
    const agbcode = agbcodeVan(key) ?? ''
    const gone = { agbcode, key, absent }
    // Also when it was named again: the feed does not tell a removal from the change of this morning.
    if ((freshness.record(agbcode)?.namedAt ?? 0) > before.fetchedAt) withdraw.gone(gone)
    else vermist.missed(gone)
    return 'gone'
  }

  async function settle(key: string, entry: Entry): Promise<Landed> {
    const before = await twice(() => heldEntry(key))
    const isNews = before !== undefined && before.fetchedAt < entry.fetchedAt
    if (isDetail(key) && entry.document === undefined && isNews && before.document !== undefined)
      return absence(key, entry, before)
    const agbcode = agbcodeVan(key)
    if (isDetail(key) && entry.document !== undefined && agbcode !== undefined) {
      vermist.present(agbcode)
      withdraw.present(agbcode, entry.fetchedAt)
    }
    const kept = await twice(() => keep(key, entry))
    if (isNews && (kept === 'kept' || kept === 'listed')) onReplaced(key, before, entry)
    return kept
  }

  return async function landed(key: string, entry: Entry, early?: Early): Promise<Landed> {
    try {
      return await land(entry, () => settle(key, entry), early)
    } catch (fault) {
      if (fault instanceof NotOurs) return 'not-ours'
      if (fault instanceof StoreFault || fault instanceof Unvouched) return 'unsure'
      throw fault
    }
  }
}

export type Landing = ReturnType<typeof createLanding>
