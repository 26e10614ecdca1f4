// What a cache without a feed makes of the same fortnight: an answer is fresh for a term, then it is fetched anew.

import type { Register } from '../../../src/sandbox/register/register.ts'
import { dagVan } from '../../../src/sandbox/register/periode.ts'
import { type Asked, DAY, type Fortnight, WEEK } from './fortnight.ts'
import { type Counted, createTally } from './tally.ts'
import type { Change } from './truth.ts'
import { WAY_MS } from './vektis.ts'

export interface TtlOnly extends Counted {
  ttlMs: number
  /** Of the second week. */
  calls: number
}

export interface TtlOnlyParts {
  fortnight: Fortnight
  register: Register
  /** When the fortnight began, in ms since the epoch. */
  start: number
  callsPerSecond: number
}

const WAY = (WAY_MS.least + WAY_MS.most) / 2

/** Per code its changes, in order. */
function changesOf(fortnight: Fortnight, start: number): Map<string, Change[]> {
  const perCode = new Map<string, Change[]>()
  for (const { at, agbcode } of fortnight.changes()) {
    if (agbcode === undefined) continue
    const before = perCode.get(agbcode) ?? []
    const last = before.at(-1)
    before.push({ at: start + at, isFirst: !last || dagVan(last.at) !== dagVan(start + at) })
    perCode.set(agbcode, before)
  }
  return perCode
}

/**
 * The best that a term alone can do: its calls wait for nothing but the budget, those who ask for the same wait together,
 * and nobody is refused. It is reckoned, not run.
 */
export function createTtlOnly({ fortnight, register, start, callsPerSecond }: TtlOnlyParts) {
  const changes = changesOf(fortnight, start)
  const asked: readonly Asked[] = [...fortnight.questions()]

  /** Everybody whose change shows in this answer. */
  function codesIn({ vraag: { bevraging, agbcode = '' } }: Asked): string[] {
    if (!bevraging.bewerkingen.includes('relaties')) return [agbcode]
    return register.relatiesOf(agbcode).flatMap(({ einden }) => einden.map((eind) => eind.AGBCode))
  }

  /** The first change after what an answer shows, of those that have come. */
  function lacking(codes: readonly string[], shownAt: number, now: number): Change | undefined {
    const missed = codes.flatMap((code) => changes.get(code)?.find(({ at }) => at > shownAt && at <= now) ?? [])
    return missed.sort((one, other) => one.at - other.at)[0]
  }

  return function replay(ttlMs: number): TtlOnly {
    const since = start + WEEK
    const tally = createTally({ since })
    const slots = Array.from({ length: callsPerSecond }, () => 0)
    const held = new Map<string, { fetchedAt: number; codes: string[] }>()
    let calls = 0

    function fetch(question: Asked, now: number) {
      const slot = slots.indexOf(Math.min(...slots))
      const fetchedAt = Math.max(now, slots[slot] ?? 0)
      slots[slot] = fetchedAt + 2 * WAY + 1000
      if (fetchedAt >= since) calls += 1
      const entry = { fetchedAt, codes: held.get(question.vraag.sleutel)?.codes ?? codesIn(question) }
      held.set(question.vraag.sleutel, entry)
      return entry
    }

    for (const question of asked) {
      const now = start + question.at
      const kept = held.get(question.vraag.sleutel)
      const { fetchedAt, codes } = kept && now < kept.fetchedAt + ttlMs ? kept : fetch(question, now)
      const at = Math.max(now, fetchedAt + 2 * WAY)
      tally.given({ kind: question.kind, askedAt: now, at, lacks: lacking(codes, fetchedAt + WAY, at) })
    }
    return { ...tally.counted(), ttlMs, calls }
  }
}

/** The shortest term, in whole minutes, that needs no more calls than this in the second week. */
export function shortestTerm(replay: ReturnType<typeof createTtlOnly>, calls: number): TtlOnly {
  let [tooShort, enough] = [0, DAY / 60_000]
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2)
    if (replay(middle * 60_000).calls > calls) tooShort = middle
    else enough = middle
  }
  return replay(enough * 60_000)
}
