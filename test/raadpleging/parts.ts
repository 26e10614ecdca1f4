// What the tests of the main path share: questions, entries, and a desk that answers as the test says.

import assert from 'node:assert/strict'
import type { Entry } from '../../src/cache/entry.ts'
import { createFreshness } from '../../src/cache/freshness.ts'
import type { NoPlace, Question } from '../../src/dispatch/question.ts'
import { type Bevraging, catalogus } from '../../src/domain/catalogus.ts'
import type { Call } from '../../src/domain/outcome.ts'
import { Problem } from '../../src/errors.ts'
import type { Clock } from '../../src/lib/clock.ts'
import type { AskAndKeep } from '../../src/raadpleging/ask-and-keep.ts'
import { createBeoordeel } from '../../src/raadpleging/beoordeel.ts'
import type { Fetched, FetchControl } from '../../src/raadpleging/fetch-entry.ts'
import type { Lezing } from '../../src/raadpleging/read.ts'
import { type Invoer, readVraag, type Vraag } from '../../src/raadpleging/vraag.ts'

export const HOUR = 3_600_000

export function bevraging(id: string): Bevraging {
  const found = catalogus.find((b) => b.id === id)
  assert.ok(found, id)
  return found
}

/** A well-formed question. */
export function vraagOf(id: string, invoer: Invoer = { agbcode: '03000001' }): Vraag {
  const { vraag, fouten } = readVraag(bevraging(id), invoer, 'yyyy-MM-dd')
  assert.deepEqual(fouten, [])
  return vraag
}

/** Fresh for an hour, servable for another. */
export function entryOf(clock: Clock, other: Partial<Entry> = {}): Entry {
  const fetchedAt = other.fetchedAt ?? clock.now()
  return {
    fetchedAt,
    staleAt: fetchedAt + HOUR,
    deleteAt: fetchedAt + 2 * HOUR,
    scope: ['identificatie', 'naam'],
    tags: ['03000001'],
    document: { AGBCode: '03000001', Achternaam: 'Jansen' },
    ...other,
  }
}

export const belang = (deadline = Number.MAX_SAFE_INTEGER) => ({ caller: 'zis', weight: 1, deadline })

/** What reading needs beside a cache and a desk, with a feed that was never followed: what is past its term is asked anew. */
export function truth(clock: Clock, { heard = true, mostBehindMs = HOUR - 1 } = {}) {
  const freshness = createFreshness({ clock })
  const refreshed: string[] = []
  return {
    freshness,
    refreshed,
    reading: {
      beoordeel: createBeoordeel({ freshness, heard: () => heard, clock, mostBehindMs }),
      ververs: ({ sleutel }: Vraag) => void refreshed.push(sleutel),
      count: () => undefined,
    },
  }
}

/** As a fetch brings it: to be held. */
export const held = (entry: Entry): Fetched => ({ entry, mayBeHeld: true })

/** A desk that remembers its questions; each waits until the test answers it, unless there is no place for it. */
export function createDesk() {
  type Asked = Question<Vraag> &
    PromiseWithResolvers<Entry> & { enough: (entry: Entry) => boolean; signal: AbortSignal | undefined }
  const asked: Asked[] = []
  let refusal: NoPlace | undefined
  const ask: AskAndKeep = (question, enough, signalOf) => {
    if (refusal) return refusal
    const signal = signalOf?.()
    const settle = Promise.withResolvers<Entry>()
    signal?.addEventListener('abort', () => settle.reject(signal.reason))
    asked.push({ ...question, ...settle, enough, signal })
    return settle.promise
  }
  return {
    asked,
    ask,
    refuse: (no: NoPlace | undefined) => (refusal = no),
    last: () => asked.at(-1) ?? assert.fail('nothing was asked'),
  }
}

const isCalled = () => assert.fail('a line that was called is not given back')

/** What a fetch has at its disposal when its one call comes to what `call` says. */
export const controlOf = (call: Call, giveBack: () => void = isCalled): FetchControl => ({
  line: { call, giveBack },
  signal: new AbortController().signal,
  mayStart: () => true,
  answered: () => undefined,
  early: () => undefined,
})

/** What was read; rejects with the Problem that came instead. */
export async function lezingVan(reading: Promise<Lezing | Problem>): Promise<Lezing> {
  const lezing = await reading
  if (lezing instanceof Problem) throw lezing
  return lezing
}

/** The problem that a piece of work comes to, given or thrown. */
export async function problemOf(work: unknown): Promise<Problem> {
  try {
    const outcome = await work
    if (outcome instanceof Problem) return outcome
  } catch (fault) {
    assert.ok(fault instanceof Problem, `not a problem: ${String(fault)}`)
    return fault
  }
  return assert.fail('it came to no problem')
}
