// What the second week shows: who waited, how old what was given is.

import { type Kind, kinds } from './fortnight.ts'
import type { Change } from './truth.ts'

/** One answer that was given. Moments in ms since the epoch. */
export interface Given {
  kind: Kind
  askedAt: number
  at: number
  /** The first change that it lacks, if any. */
  lacks: Change | undefined
  /** What it is said to be proven current as of, unless it says that it is not. */
  provenAt?: number | undefined
}

export interface Asks {
  asked: number
  /** Answered in the moment in which it was asked. */
  atOnce: number
  refused: number
}

/** For how long at most a change was lacking, in ms: the first of its party on its day, and a later one. */
export interface Stalest {
  first: number
  later: number
}

export interface Counted {
  asks: Record<Kind, Asks>
  /** Answers that lacked a change, and of those the stalest. */
  old: number
  given: Stalest
  /** Of what is held: until when it would have been given to whoever asked. */
  held: Stalest
  /** Answers that lacked a change from before the moment that they were said to be current as of. */
  untrue: number
}

export interface Tally {
  given: (answer: Given) => void
  refused: (kind: Kind, askedAt: number) => void
  /** Something held lacks this change no longer, or is not given any more. */
  ceased: (change: Change, at: number) => void
  counted: () => Counted
}

/** @param since what was asked or changed before is not counted, in ms since the epoch */
export function createTally({ since }: { since: number }): Tally {
  const asks = Object.fromEntries(kinds.map((kind) => [kind, { asked: 0, atOnce: 0, refused: 0 }])) as Counted['asks']
  const counted: Counted = { asks, old: 0, given: { first: 0, later: 0 }, held: { first: 0, later: 0 }, untrue: 0 }

  function stale(stalest: Stalest, { at: since, isFirst }: Change, at: number): void {
    const which = isFirst ? 'first' : 'later'
    stalest[which] = Math.max(stalest[which], at - since)
  }

  return {
    given: ({ kind, askedAt, at, lacks, provenAt = -Infinity }) => {
      if (askedAt < since) return
      asks[kind].asked += 1
      if (at === askedAt) asks[kind].atOnce += 1
      if (!lacks) return
      counted.old += 1
      stale(counted.given, lacks, at)
      if (lacks.at < provenAt) counted.untrue += 1
    },
    refused: (kind, askedAt) => {
      if (askedAt < since) return
      asks[kind].asked += 1
      asks[kind].refused += 1
    },
    ceased: (change, at) => {
      if (change.at >= since) stale(counted.held, change, at)
    },
    counted: () => counted,
  }
}
