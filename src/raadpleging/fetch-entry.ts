// One question fetched from Vektis: called, checked for shape, cut to what may be kept, kept.

import type { Entry } from '../cache/entry.ts'
import type { CacheStore } from '../cache/store.ts'
import { type Bewaarsnede, compileKennis } from '../doelbinding/bewaren.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import type { Call, Outcome } from '../domain/outcome.ts'
import { alleAgbcodes } from '../domain/rijen.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Termijnen } from './houdbaarheid.ts'
import type { Vraag } from './vraag.ts'

/** The longest advice of Vektis that is passed on, in seconds. */
const MAX_RETRY_AFTER_SECONDS = 3600

export interface FetchParts {
  call: Call
  cache: Pick<CacheStore, 'set'>
  clock: Clock
  bewaarsnede: (bevraging: Bevraging) => Bewaarsnede
  houdbaarheid: (bevraging: Bevraging) => Termijnen
  /** A document held properties that no category covers: how many. They are neither kept nor delivered. */
  onUnknown: (bevraging: Bevraging, count: number) => void
  /** Every outcome, for alarms. */
  onOutcome: (bevraging: Bevraging, outcome: Outcome) => void
}

export interface FetchControl {
  signal: AbortSignal
  /** The headers of Vektis's answer are in. */
  answered: () => void
}

/**
 * Fetches, and keeps what came. An absent party is an answer and is kept too.
 * @throws Problem `vektis-faalt`, `vektis-te-laat`, `vektis-begrenst` or `vektis-weigert-vraag`; then nothing is kept
 */
export function createFetchEntry({ call, cache, clock, bewaarsnede, houdbaarheid, onUnknown, onOutcome }: FetchParts) {
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
    let outcome = await call(pad, { signal: control.signal, onAnswer: control.answered })
    const document = outcome.kind === 'record' ? checkShape(bevraging, outcome.document) : undefined
    if (outcome.kind === 'record' && document === undefined) outcome = { kind: 'failed', reason: 'wrong-shape' }
    onOutcome(bevraging, outcome)
    if (outcome.kind !== 'record' && outcome.kind !== 'absent') throw failure(outcome)

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

/** What a call that brought nothing means for who asked. */
function failure(outcome: Exclude<Outcome, { kind: 'record' | 'absent' }>): Problem {
  if (outcome.kind === 'limited') {
    const seconds = String(Math.max(1, Math.ceil(Math.min(outcome.retryAfterSeconds ?? 1, MAX_RETRY_AFTER_SECONDS))))
    return new Problem('vektis-begrenst', `Vraag het over ${seconds} s opnieuw.`, {
      headers: { 'Retry-After': seconds },
    })
  }
  if (outcome.kind === 'refused' && outcome.status === 400)
    return new Problem(
      'vektis-weigert-vraag',
      'Vektis kan deze vraag niet beantwoorden; een dag ligt mogelijk te ver terug.',
    )
  if (outcome.kind === 'failed' && outcome.reason === 'timeout')
    return new Problem(
      'vektis-te-laat',
      'Vektis antwoordde niet binnen de tijd van een aanroep. Vraag het straks opnieuw.',
    )
  return new Problem(
    'vektis-faalt',
    'Er is geen bewaard antwoord dat nog gegeven mag worden. Vraag het straks opnieuw.',
  )
}
