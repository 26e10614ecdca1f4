// What each caller may ask on this replica: its share of the caller's limiet, settled with the others every second.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import { createBook } from './book.ts'
import { type Bucket, createBucket } from './bucket.ts'
import { createDemand, type Demand } from './demand.ts'
import { pace } from './pace.ts'
import { createStanding } from './standing.ts'

/** Callers by the policy in force; `limiet` in requests a second. */
export type Afnemers = ReadonlyMap<string, { limiet?: number }>

export interface LimietParts {
  /** Absent: this replica has an equal part and asks nobody. */
  redis?: Redis | Cluster | undefined
  clock: Clock
  /** How many replicas there may be; 0: unknown. */
  replicas: number
  /** Name of the replica and 8 hex that are new with each start, joined by a hyphen. */
  process: string
  /** Another map is another policy. */
  afnemers: () => Afnemers
  /** Told of every turn that was sent and not answered. */
  onFault: (error: unknown) => void
  prefix?: string
}

/** How a caller stands with its limiet, after a request. */
export interface Stand {
  toegestaan: boolean
  /** Requests a second. */
  limiet: number
  /** Requests that this replica would let through now. */
  resterend: number
  /** Whole seconds until it is one more, at least 1. */
  seconden: number
}

export interface Limiet {
  /** Begins to settle with the others. Resolves after the first turn, answered or not. */
  start: () => Promise<void>
  /** Counts a request of this caller; one that is refused costs nothing. Undefined: it has no limiet. */
  neem: (afnemer: string) => Stand | undefined
  /** Ends, and gives all shares back. */
  close: () => Promise<void>
}

const TURN_MS = 1000
/** In this time a share grows to what is wanted, so who is refused need not wait much longer. */
const GROWN_MS = 3000

interface Counter {
  limiet: number
  bucket: Bucket
  demand: Demand
  /** The last share that was given. */
  granted: number | undefined
  /** Had it no share yet? */
  isNew: boolean
}

export function createLimiet(parts: LimietParts): Limiet {
  const { redis, clock, replicas, process, afnemers, onFault, prefix = '{agb}:' } = parts
  const book = redis && createBook({ redis, process, prefix })
  const standing = createStanding({ replicas, apart: !book })
  const counters = new Map<string, Counter>()
  const ending = new AbortController()
  let followed: Afnemers | undefined
  let changesAt = Infinity
  let turn = 0
  let settling: Promise<void> | undefined

  function setPaces(now: number): void {
    changesAt = standing.until(now)
    for (const counter of counters.values()) {
      const share = standing.share(counter.granted, now)
      if (share === undefined) continue
      counter.bucket.setPace(pace(counter.limiet, share, standing.members()), now)
      if (counter.isNew && standing.isFirst()) counter.bucket.fill()
      counter.isNew = false
    }
  }

  function follow(now: number): void {
    const inForce = afnemers()
    if (inForce === followed) return
    followed = inForce
    for (const id of counters.keys()) if (inForce.get(id)?.limiet === undefined) counters.delete(id)
    for (const [id, { limiet }] of inForce) {
      if (limiet === undefined) continue
      const known = counters.get(id)
      if (known) known.limiet = limiet
      else
        counters.set(id, {
          limiet,
          bucket: createBucket(now),
          demand: createDemand(now),
          granted: undefined,
          isNew: true,
        })
    }
    setPaces(now)
  }

  const wishes = (now: number) =>
    Object.fromEntries(
      [...counters].map(([id, { limiet, demand, granted }]) => [
        id,
        { want: demand.read(limiet, now), held: standing.share(granted, now) },
      ]),
    )

  async function settle(): Promise<void> {
    const sentAt = clock.monotonic()
    follow(sentAt)
    if (!book || counters.size === 0) return
    const told = { turn: ++turn, own: standing.own(), wishes: wishes(sentAt) }
    if (!book.open()) standing.unheard(undefined)
    else
      try {
        const { members, shares } = await book.settle(told)
        standing.heard(sentAt, told.own, members)
        for (const [id, counter] of counters) counter.granted = shares[id] ?? counter.granted
      } catch (error) {
        standing.unheard(sentAt)
        onFault(error)
      }
    setPaces(clock.monotonic())
  }

  async function settleOn(): Promise<void> {
    while (!ending.signal.aborted) {
      await clock.sleep(TURN_MS, ending.signal).catch(() => {})
      if (!ending.signal.aborted) await settle()
    }
  }

  /** No longer than a whole limiet would take, or a share takes to grow. */
  const secondsToNext = ({ bucket, limiet }: Counter) =>
    Math.max(1, Math.ceil(Math.min(bucket.nextInMs(), Math.max(GROWN_MS, 1000 / limiet)) / 1000))

  return {
    start: async () => {
      await settle()
      if (book) settling = settleOn()
    },
    neem: (afnemer) => {
      const now = clock.monotonic()
      follow(now)
      const counter = counters.get(afnemer)
      if (!counter) return undefined
      if (now >= changesAt) setPaces(now)
      const toegestaan = counter.bucket.take(now)
      counter.demand.asked(!toegestaan)
      return {
        toegestaan,
        limiet: counter.limiet,
        resterend: counter.bucket.left(),
        seconden: secondsToNext(counter),
      }
    },
    close: async () => {
      ending.abort()
      await settling
      if (book?.open()) await book.leave().catch(onFault)
    },
  }
}
