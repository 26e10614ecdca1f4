// How the far side does, as every call tells it: how many calls it allows, whether it works, which groups it lets in.

import type { Clock } from '../../lib/clock.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import type { Judgement } from './judgement.ts'
import { type Note, readNote, writeNote } from './note.ts'
import { createRate, type RateNote } from './rate.ts'

/** Of the far side as a whole. */
const farSide = { name: 'far', threshold: 5, waits: { firstMs: 500, mostMs: 30_000 } }
/** Two, not one: a single denial may be an answer to one question. */
const perGroup = { threshold: 2, waits: { firstMs: 1000, mostMs: 30_000 } }
/** So many calls in a row that did not find the way, and it is likely that the fault is here. */
const wayThreshold = 3

export interface HealthEvents {
  /** The far side said that it is asked too much. */
  onLimited?: (() => void) | undefined
  /** `far` or a group: no calls but tries, from now on; or all as before. */
  onBreaker?: ((name: string, isOpen: boolean) => void) | undefined
  /** No group is let in any more: it is the token or the certificate. */
  onDenied?: (() => void) | undefined
  /** The fault seems to be in this process: three in a row found no way, or all groups are denied. */
  onUnfit?: (() => void) | undefined
}

interface Parts extends HealthEvents {
  clock: Clock
  random: () => number
  /** The budget, in calls/s. */
  most: number
  groups: readonly string[]
  kept: string | undefined
  keep: (note: string) => void
}

/** A call of which the outcome is told. */
export interface Attempt {
  group: string | undefined
  /** The breaker for which it tries whether things work again. */
  tries: Breaker | undefined
  startedAt: number
}

export interface Health {
  rate: () => number
  heldUntil: () => number
  far: Breaker
  /** The breaker that keeps a question of this group from being asked. */
  shut: (group: string | undefined) => Breaker | undefined
  succeeded: (group: string | undefined) => void
  failed: (attempt: Attempt, judgement: Judgement, error: unknown) => void
  /** Breaker → whether it is open. */
  breakers: () => Record<string, boolean>
}

export function createHealth({ clock, random, most, groups, kept, keep, ...on }: Parts): Health {
  const noted = readNote(kept)
  const rate = createRate({ most, noted: noted.rate && toOwnTime(noted.rate, clock) })
  const failuresOf = (name: string) => ({ failures: noted.failures[name] ?? 0, random })
  const far = createBreaker({ ...farSide, ...failuresOf(farSide.name) })
  const ofGroup = new Map(groups.map((group) => [group, createBreaker({ ...perGroup, ...failuresOf(group) })]))
  const all: [string, Breaker][] = [[farSide.name, far], ...ofGroup]
  const isOpen = (breaker: Breaker) => breaker.fault() !== undefined
  let wayInRow = 0
  let keptLast = kept ?? writeNote({ failures: {} })

  function note() {
    const shift = clock.now() - clock.monotonic()
    const { rate: last, limitedAt, heldUntil } = rate.note()
    const failures = all.map(([name, breaker]) => [name, breaker.failures()] as const).filter(([, count]) => count > 0)
    const now: Note = {
      rate: Number.isFinite(limitedAt)
        ? { rate: last, limitedAt: limitedAt + shift, heldUntil: heldUntil + shift }
        : undefined,
      failures: Object.fromEntries(failures),
    }
    const text = writeNote(now)
    if (text === keptLast) return
    keptLast = text
    keep(text)
  }

  const nameOf = (breaker: Breaker) => all.find(([, other]) => other === breaker)?.[0] ?? farSide.name

  function works(breaker: Breaker | undefined) {
    if (breaker?.succeeded()) on.onBreaker?.(nameOf(breaker), false)
  }

  function fails(breaker: Breaker, error: unknown, tries: Breaker | undefined) {
    if (!breaker.failed({ error, now: clock.monotonic(), tried: tries === breaker })) return
    on.onBreaker?.(nameOf(breaker), true)
    if (breaker === far || ![...ofGroup.values()].every(isOpen)) return
    on.onDenied?.()
    on.onUnfit?.()
  }

  return {
    rate: () => rate.at(clock.monotonic()),
    heldUntil: rate.heldUntil,
    far,
    shut: (group) => [far, group === undefined ? undefined : ofGroup.get(group)].find((one) => one?.fault()),

    succeeded: (group) => {
      wayInRow = 0
      works(far)
      if (group !== undefined) works(ofGroup.get(group))
      note()
    },

    failed: ({ group, tries, startedAt }, { sent, ill, limited }, error) => {
      if (limited) rate.limited({ startedAt, now: clock.monotonic(), afterMs: limited.afterMs })
      if (ill === 'way') wayInRow += 1
      else if (sent) wayInRow = 0
      // Whatever it says, a far side that answers is there.
      if (sent && ill !== 'far' && ill !== 'way') works(far)
      const blamed = ill === 'group' ? ofGroup.get(group ?? '') : ill && far
      if (blamed) fails(blamed, error, tries)
      if (tries !== blamed) tries?.gaveUp()
      note()
      if (limited) on.onLimited?.()
      if (ill === 'way' && wayInRow % wayThreshold === 0) on.onUnfit?.()
    },

    breakers: () => Object.fromEntries(all.map(([name, breaker]) => [name, isOpen(breaker)])),
  }
}

/** A moment that lies ahead of the own clock beyond reason is a clock that is off, and counts as now. */
function toOwnTime({ rate, limitedAt, heldUntil }: RateNote, clock: Clock): RateNote {
  const shift = clock.now() - clock.monotonic()
  const now = clock.monotonic()
  return { rate, limitedAt: Math.min(now, limitedAt - shift), heldUntil: Math.min(now + 60_000, heldUntil - shift) }
}
