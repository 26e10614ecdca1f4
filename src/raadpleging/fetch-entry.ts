// One question fetched from Vektis: called, checked for shape, cut to what may be kept, kept.

import type { Entry } from '../cache/entry.ts'
import { type Bewaarsnede, compileKennis } from '../doelbinding/bewaren.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import { CallFailed, type Line, type Outcome } from '../domain/outcome.ts'
import { alleAgbcodes } from '../domain/rijen.ts'
import type { Clock } from '../lib/clock.ts'
import type { Applied } from '../mutaties/apply.ts'
import { foutVanAanroep, problemVan } from './fout.ts'
import { isMutaties, type Termijnen } from './houdbaarheid.ts'
import { padVan, TEST, type Vraag } from './vraag.ts'

/** What a fetch brought. */
export interface Fetched {
  entry: Entry
  /** A process may hold it: should it be withdrawn, then whoever erases it knows that it is held. */
  mayBeHeld: boolean
  /** Of a list of changed codes, in the process that fetched it: what it told, and what came of that. */
  lijst?: Gevolgd
}

/** A list of changed codes. Moments in ms since the epoch. */
export interface Gevolgd {
  codes: readonly string[]
  startedAt: number
  answeredAt: number
  /** Undefined: not applied, for it looks so far back. It may not leave before a poll that began after it is complete. */
  applied: Applied | undefined
}

export interface FetchParts {
  /**
   * Decides what becomes of the answer for all replicas, and gives whether a process may hold it. Calls `early` when nothing is
   * against giving it elsewhere before that.
   */
  land: (sleutel: string, entry: Entry, early?: () => void) => Promise<boolean>
  /** Applies a list of changed codes. Rejects when it is not sure that every replica will hear of it. */
  volg: (vraag: Vraag, lijst: Omit<Gevolgd, 'applied'>) => Promise<Applied | undefined>
  clock: Clock
  bewaarsnede: (bevraging: Bevraging) => Bewaarsnede
  houdbaarheid: (bevraging: Bevraging) => Termijnen
  /** A document held properties that no category covers: how many. They are neither kept nor delivered. */
  onUnknown: (bevraging: Bevraging, count: number) => void
  /** Every outcome of a call that was made, for alarms. */
  onOutcome: (bevraging: Bevraging, outcome: Outcome) => void
}

/** The lease is being lost or Redis is away: either is over within this, in seconds. */
const SECONDS_TO_SHARED_STATE = 2

/** @throws Problem `geen-plaats` when what a list tells did not come about: nobody may have it */
export const gevolgd = <T>(following: Promise<T>): Promise<T> =>
  following.catch((fault: unknown) => {
    throw problemVan({ code: 'geen-plaats', reason: 'no-dispatcher', seconds: SECONDS_TO_SHARED_STATE }, fault)
  })

/** What one call has at its disposal. */
export interface FetchControl {
  /** Open, and for this call alone. */
  line: Line
  signal: AbortSignal
  /** Asked in the tick of the first byte. */
  mayStart: () => boolean
  /** The headers of Vektis's answer are in. */
  answered: () => void
  /** The answer as whoever asked elsewhere may have it, before it is decided what becomes of it. */
  early: (fetched: Fetched) => void
}

/**
 * Fetches, and keeps what came. An absent party is an answer and is kept too. A list of changed codes is applied before
 * anybody has it: who reads a code in it must not be given our older document afterwards.
 * @throws Problem `vektis-faalt`, `vektis-te-laat`, `vektis-begrenst` or `vektis-weigert-vraag`, with a `CallFailed` as its
 * cause; `geen-plaats` when a list came that could not be applied. Then nothing is kept.
 */
export function createFetchEntry(parts: FetchParts) {
  const { land, volg, clock, bewaarsnede, houdbaarheid, onUnknown, onOutcome } = parts
  const kennis = new Map<Bevraging, ReturnType<typeof compileKennis>>()
  const kennisVan = (bevraging: Bevraging) => {
    const bestaand = kennis.get(bevraging) ?? compileKennis(bevraging)
    kennis.set(bevraging, bestaand)
    return bestaand
  }

  /** The document without what nobody knows, and how much that was. Undefined when it is of another shape. */
  function checkShape(bevraging: Bevraging, document: unknown): unknown {
    let unknown = 0
    const bekend = kennisVan(bevraging)(document, { onbekend: () => unknown++ })
    if (unknown > 0) onUnknown(bevraging, unknown)
    return bekend
  }

  async function volgLijst(vraag: Vraag, document: unknown, startedAt: number, answeredAt: number): Promise<Gevolgd> {
    const lijst = { codes: [...alleAgbcodes(document)], startedAt, answeredAt }
    return { ...lijst, applied: await gevolgd(volg(vraag, lijst)) }
  }

  return async function fetchEntry(vraag: Vraag, control: FetchControl): Promise<Fetched> {
    const { bevraging, sleutel, agbcode } = vraag
    // The start of the call, not its end: what changed at Vektis while it was under way may not be in it.
    const fetchedAt = clock.now()
    const { line, signal, mayStart, answered: onAnswer } = control
    let outcome = await line.call(padVan(vraag), { signal, mayStart, onAnswer })
    const answeredAt = clock.now()
    const document = outcome.kind === 'record' ? checkShape(bevraging, outcome.document) : undefined
    if (outcome.kind === 'record' && document === undefined) outcome = { kind: 'failed', reason: 'wrong-shape' }
    if (outcome.kind !== 'failed' || outcome.reason !== 'not-sent') onOutcome(bevraging, outcome)
    if (outcome.kind !== 'record' && outcome.kind !== 'absent')
      throw problemVan(foutVanAanroep(outcome), new CallFailed(outcome, bevraging.id === TEST))

    const isLijst = isMutaties(bevraging)
    const lijst = isLijst ? await volgLijst(vraag, document, fetchedAt, answeredAt) : undefined
    // Of each day there may be one, and of a month it may be of many megabytes: nobody holds it.
    const isTooWide = lijst !== undefined && lijst.applied === undefined
    const { scope, snoei } = bewaarsnede(bevraging)
    const { vers, oud } = houdbaarheid(bevraging)
    const entry: Entry = {
      fetchedAt,
      staleAt: fetchedAt + vers,
      deleteAt: fetchedAt + vers + oud,
      scope,
      // What a list of changes names is not what it tells of: that they change once more takes nothing away from it.
      tags: isLijst ? [] : [...alleAgbcodes(document).add(agbcode ?? '')].filter(Boolean).sort(),
      document: outcome.kind === 'record' ? snoei(document) : undefined,
    }
    // Of one party alone: a list may need more to be done before anybody has it, and a page is too large for a message.
    const early = agbcode === undefined ? undefined : () => control.early({ entry, mayBeHeld: false })
    return { entry, mayBeHeld: !isTooWide && (await land(sleutel, entry, early)), ...(lijst && { lijst }) }
  }
}

export type FetchEntry = ReturnType<typeof createFetchEntry>
