// An operator confirms erasures that wait: said at any replica, done by the dispatcher.

import { createHash } from 'node:crypto'
import type { Freshness } from '../cache/freshness.ts'
import type { Word } from '../cache/purge-word.ts'
import type { Clock } from '../lib/clock.ts'

export interface BevestigenParts {
  freshness: Pick<Freshness, 'waiting'>
  word: Word
  clock: Clock
  /** Erases what waits. Gives how many parties. */
  confirm: () => Promise<number>
  onConfirmed: (parties: number) => void
  onFault: (fault: unknown) => void
}

/** What waits now. */
export interface Wachtend {
  parties: number
  /** Names exactly these erasures, and shows nothing of them. */
  kenmerk: string
}

export interface Bevestigen {
  /** Undefined: nothing waits, as far as this replica has heard. */
  wachtend: () => Wachtend | undefined
  /**
   * Leaves word that these may go; the dispatcher takes it within seconds. False: that is no longer what waits.
   * @throws StoreFault when it could not be left
   */
  bevestig: (kenmerk: string) => Promise<boolean>
  /** On the dispatcher: takes the word, until the signal. */
  run: (signal: AbortSignal) => Promise<void>
}

/** While nothing waits nothing is asked of the store. */
const EVERY_MS = 1_000

/** Whoever confirms has seen a number; when it is another set by then, somebody has to look again. */
export function createBevestigen(parts: BevestigenParts): Bevestigen {
  const { freshness, word, clock, confirm, onConfirmed, onFault } = parts

  function wachtend(): Wachtend | undefined {
    const marks = [...freshness.waiting()].sort(([een], [ander]) => (een < ander ? -1 : 1))
    if (marks.length === 0) return undefined
    // The moments are in it, so it cannot be made from guessed codes.
    const kenmerk = createHash('sha256').update(JSON.stringify(marks)).digest('hex').slice(0, 16)
    return { parties: marks.length, kenmerk }
  }

  async function take(): Promise<void> {
    const now = wachtend()
    const said = now && (await word.read())
    if (said === undefined) return
    if (said === now?.kenmerk) onConfirmed(await confirm())
    await word.clear()
  }

  return {
    wachtend,
    bevestig: async (kenmerk) => {
      if (wachtend()?.kenmerk !== kenmerk) return false
      await word.leave(kenmerk)
      return true
    },
    run: async (signal) => {
      while (!signal.aborted) {
        await take().catch(onFault)
        await clock.sleep(EVERY_MS, signal).catch(() => {})
      }
    },
  }
}
