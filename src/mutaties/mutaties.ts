// Joins the parts of this folder: what the dispatcher does to keep what is held true to the feed.

import type { Entry } from '../cache/entry.ts'
import type { Freshness } from '../cache/freshness.ts'
import type { PurgeLog } from '../cache/purge-log.ts'
import type { Word } from '../cache/purge-word.ts'
import type { Tagged } from '../cache/tags.ts'
import type { Clock } from '../lib/clock.ts'
import type { Keys } from '../lib/keys.ts'
import { type Applied, createApply, type Named } from './apply.ts'
import { type Bevestigen, createBevestigen } from './bevestigen.ts'
import type { Gevraagd } from './gevraagd.ts'
import { createHertoets } from './hertoets.ts'
import { createLanding, type Landing } from './landing.ts'
import type { Lijst } from './lijst.ts'
import { createPoller, type Poller, type PollerParts } from './poller.ts'
import { createPosition } from './position.ts'
import { createRefetch, type RefetchParts } from './refetch.ts'
import { isDetail } from './sleutel.ts'
import { createVerlopen } from './verlopen.ts'
import { createVermist } from './vermist.ts'
import { createWithdraw } from './withdraw.ts'
import { createKenmerk, type Gebeurtenis, vergelijk, type Wijziging } from './wijziging.ts'

export interface MutatiesParts extends Pick<PollerParts, 'ask' | 'onPolled' | 'onFault'> {
  clock: Clock
  pollEveryMs: number
  freshness: Freshness
  log: PurgeLog
  tagged: Tagged
  word: Word
  /** What is held under a key, whatever it counts as. */
  heldEntry: (key: string) => Promise<Entry | undefined>
  /** Fetches what a key stands for, in the refresh lane. */
  fetch: RefetchParts['fetch']
  onRound: RefetchParts['onRound']
  /** What was asked for, here and elsewhere. */
  gevraagd: Pick<Gevraagd, 'of'>
  /** Of the hashes in the lines of changes. */
  keys: () => Keys
  /** Erasures went by word of an operator. */
  onConfirmed: (parties: number) => void
  /** Each change to what is held, after it was made: a line of the audit. */
  onWijziging: (wijziging: Wijziging) => void
}

export interface Mutaties {
  /** Keeps true what is held, from the moment that the lease was won until the signal. */
  run: (signal: AbortSignal) => Promise<void>
  /**
   * Applies a list that passes through for a caller; to be awaited before it leaves. Undefined: it reaches so far back that
   * it says of nobody that they changed of late, and a poll has to follow it instead.
   */
  apply: (lijst: Lijst) => Promise<Applied | undefined>
  /** Resolves when a poll is complete that began at that moment or later. */
  polledAfter: Poller['after']
  /** What becomes of an answer that was fetched. */
  landed: Landing
  /** Erasures that wait for an operator. */
  wachtend: Bevestigen['wachtend']
  bevestig: Bevestigen['bevestig']
  /** Keys that are to be fetched again. */
  waiting: () => number
  /** The feed could not bridge a gap, and not all of what was held before it has been put up for fetching yet. */
  hertoetst: () => boolean
  close: () => void
}

export function createMutaties(parts: MutatiesParts): Mutaties {
  const { clock, freshness, log, tagged, onFault, onWijziging } = parts
  const closing = new AbortController()
  const kenmerk = createKenmerk(parts.keys)

  const onErased = (gebeurtenis: Gebeurtenis, agbcode: string, aantal: number) =>
    onWijziging({ gebeurtenis, agbcode, bevragingen: [], categorieen: {}, aantal })

  const withdraw = createWithdraw({ freshness, log, tagged, onErased, onFault })
  const refetch = createRefetch({
    clock,
    fetch: parts.fetch,
    asked: parts.gevraagd.of,
    onTried: withdraw.tried,
    onRound: parts.onRound,
  })
  const onNamed = (keys: readonly Named[]) => {
    withdraw.begin(keys.map(({ key }) => key).filter(isDetail))
    refetch.add(keys)
  }
  const { apply, land } = createApply({ freshness, log, held: tagged.held, onNamed })
  const vermist = createVermist({ clock, refetch: refetch.add, onSure: withdraw.gone, signal: closing.signal })
  const landed = createLanding({
    freshness,
    heldEntry: parts.heldEntry,
    keep: tagged.keep,
    land,
    withdraw,
    vermist,
    onReplaced: (key, before, now) => {
      const wijziging = vergelijk(key, before, now, kenmerk)
      if (wijziging) onWijziging(wijziging)
    },
  })
  const hertoets = createHertoets({
    clock,
    freshness,
    keys: tagged.keys,
    heldEntry: parts.heldEntry,
    refetch: refetch.add,
    waiting: refetch.waiting,
  })
  /** One at a time, and again from the start when another gap came meanwhile. */
  let testing: Promise<void> | undefined
  function testAnew(signal: AbortSignal): void {
    testing ??= hertoets(signal)
      .catch((fault: unknown) => {
        if (!signal.aborted) onFault(fault)
      })
      .finally(() => {
        testing = undefined
      })
  }

  const poller = createPoller({
    clock,
    everyMs: parts.pollEveryMs,
    prepare: log.prepare,
    ask: parts.ask,
    apply,
    position: createPosition({ freshness, log }),
    onPolled: (applied, polled, signal) => {
      if (!polled.bridged) testAnew(signal)
      parts.onPolled(applied, polled, signal)
    },
    onFault,
  })
  const deleteOverdue = createVerlopen({
    clock,
    log,
    freshness,
    tagged,
    refetch: onNamed,
    onDeleted: (code, entries) => onErased('niet-ververst', code, entries),
    onFault,
  })

  const bevestigen = createBevestigen({
    freshness,
    word: parts.word,
    clock,
    confirm: withdraw.confirm,
    onConfirmed: parts.onConfirmed,
    onFault,
  })

  return {
    run: async (signal) => {
      const until = AbortSignal.any([signal, closing.signal])
      await Promise.all([poller.run(until), refetch.run(until), deleteOverdue(until), bevestigen.run(until)])
    },
    apply: async (lijst) => {
      if (!poller.reaches(lijst.since)) return undefined
      await log.prepare()
      // By a clock that knows by now what was written before.
      return apply({ ...lijst, answeredAt: Math.max(lijst.answeredAt, clock.now()) })
    },
    polledAfter: poller.after,
    landed,
    wachtend: bevestigen.wachtend,
    bevestig: bevestigen.bevestig,
    waiting: refetch.waiting,
    hertoetst: () => testing !== undefined,
    close: () => closing.abort(),
  }
}
