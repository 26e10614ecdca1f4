// One question fetched from Vektis: called, checked for shape, cut to what may be kept, kept.

import type { Entry } from '../cache/entry.ts'
import type { CacheStore } from '../cache/store.ts'
import { type Bewaarsnede, compileKennis } from '../doelbinding/bewaren.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import { CallFailed, type Line, type Outcome } from '../domain/outcome.ts'
import { alleAgbcodes } from '../domain/rijen.ts'
import type { Clock } from '../lib/clock.ts'
import { foutVanAanroep, problemVan } from './fout.ts'
import type { Termijnen } from './houdbaarheid.ts'
import { TEST, type Vraag } from './vraag.ts'

export interface FetchParts {
  cache: Pick<CacheStore, 'set'>
  clock: Clock
  bewaarsnede: (bevraging: Bevraging) => Bewaarsnede
  houdbaarheid: (bevraging: Bevraging) => Termijnen
  /** A document held properties that no category covers: how many. They are neither kept nor delivered. */
  onUnknown: (bevraging: Bevraging, count: number) => void
  /** Every outcome of a call that was made, for alarms. */
  onOutcome: (bevraging: Bevraging, outcome: Outcome) => void
}

/** What one call has at its disposal. */
export interface FetchControl {
  /** Open, and for this call alone. */
  line: Line
  signal: AbortSignal
  /** Asked in the tick of the first byte. */
  mayStart: () => boolean
  /** The headers of Vektis's answer are in. */
  answered: () => void
}

/**
 * Fetches, and keeps what came. An absent party is an answer and is kept too.
 * @throws Problem `vektis-faalt`, `vektis-te-laat`, `vektis-begrenst` or `vektis-weigert-vraag`; then nothing is kept.
 * Its cause is a `CallFailed`
 */
export function createFetchEntry({ cache, clock, bewaarsnede, houdbaarheid, onUnknown, onOutcome }: FetchParts) {
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

  return async function fetchEntry({ bevraging, sleutel, pad, agbcode }: Vraag, control: FetchControl): Promise<Entry> {
    // The start of the call, not its end: what changed at Vektis while it was under way may not be in it.
    const fetchedAt = clock.now()
    const { line, signal, mayStart, answered: onAnswer } = control
    let outcome = await line.call(pad, { signal, mayStart, onAnswer })
    const document = outcome.kind === 'record' ? checkShape(bevraging, outcome.document) : undefined
    if (outcome.kind === 'record' && document === undefined) outcome = { kind: 'failed', reason: 'wrong-shape' }
    if (outcome.kind !== 'failed' || outcome.reason !== 'not-sent') onOutcome(bevraging, outcome)
    if (outcome.kind !== 'record' && outcome.kind !== 'absent')
      throw problemVan(foutVanAanroep(outcome), new CallFailed(outcome, bevraging.id === TEST))

    const { scope, snoei } = bewaarsnede(bevraging)
    const { vers, oud } = houdbaarheid(bevraging)
    const entry: Entry = {
      fetchedAt,
      staleAt: fetchedAt + vers,
      deleteAt: fetchedAt + vers + oud,
      scope,
      tags: [...alleAgbcodes(document).add(agbcode ?? '')].filter(Boolean).sort(),
      document: outcome.kind === 'record' ? snoei(document) : undefined,
    }
    await cache.set(sleutel, entry)
    return entry
  }
}

export type FetchEntry = ReturnType<typeof createFetchEntry>
