// Fetches again what the feed named: in the idle part of the budget, most asked first, until it was seen to be new.

import { OVERDUE_MS } from '../cache/freshness.ts'
import type { Clock } from '../lib/clock.ts'
import type { Named } from './apply.ts'

export interface RefetchParts {
  clock: Clock
  /** Asks in the refresh lane. Gives the start of the fetch that answered: one that was under way may answer too. */
  fetch: (key: string, signal: AbortSignal) => Promise<{ fetchedAt: number }>
  /** How often it was asked for of late. */
  asked: (key: string) => number
  /** Asked at once: enough to keep the lane full. */
  parallel?: number
  /** A key of a list was tried, for the first time since it was added. */
  onTried: (key: string) => void
  /** All that was added before the round began was tried. In ms, with the number of keys. */
  onRound: (ms: number, keys: number) => void
}

export interface Refetch {
  /** Those named for the first time go before all that is waiting, the others in the next round. */
  add: (keys: readonly Named[]) => void
  /** Fetches until the signal. What was not fetched then is for whoever goes on. */
  run: (signal: AbortSignal) => Promise<void>
  waiting: () => number
}

interface Job extends Named {
  tries: number
  /** When it was added. On the monotonic clock, in ms. */
  addedAt: number
  /** On the monotonic clock, in ms. */
  notBefore: number
}

const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000

/**
 * A round takes everything once before it begins again, so that what is seldom asked for is not put off for ever: the time
 * of a round bounds how long a second change of a day can go unseen. A key that is added again while it is being fetched is
 * fetched once more, for that fetch began too early. What fails is tried again for an hour; then it is no longer held.
 */
export function createRefetch(parts: RefetchParts): Refetch {
  const { clock, fetch, asked, parallel = 10, onTried, onRound } = parts
  const urgent = new Map<string, Job>()
  let round = new Map<string, Job>()
  let next = new Map<string, Job>()
  let begun = { at: 0, keys: 0 }
  let out = 0
  let changed = Promise.withResolvers<void>()

  function add(keys: readonly Named[]): void {
    for (const named of keys) put({ ...named, tries: 0, addedAt: clock.monotonic(), notBefore: 0 })
    changed.resolve()
  }

  function put(job: Job): void {
    const { key } = job
    const other = urgent.get(key) ?? round.get(key) ?? next.get(key)
    const merged = other ? { ...job, after: Math.max(job.after, other.after), urgent: job.urgent || other.urgent } : job
    const place = merged.urgent ? urgent : round.has(key) ? round : next
    if (place === urgent) {
      round.delete(key)
      next.delete(key)
    }
    place.set(key, merged)
  }

  function mostAsked(jobs: ReadonlyMap<string, Job>): Job | undefined {
    let best: Job | undefined
    let most = -1
    for (const job of jobs.values()) {
      const count = isReady(job) ? asked(job.key) : -1
      if (count > most) [best, most] = [job, count]
    }
    return best
  }

  const isReady = ({ notBefore }: Job) => notBefore <= clock.monotonic()

  function beginRound(): void {
    const ready = [...next].filter(([, job]) => isReady(job))
    for (const [key] of ready) next.delete(key)
    round = new Map(ready)
    begun = { at: clock.monotonic(), keys: ready.length }
  }

  function take(): Job | undefined {
    if (round.size === 0 && next.size > 0) beginRound()
    const job = mostAsked(urgent) ?? mostAsked(round)
    if (!job) return undefined
    urgent.delete(job.key)
    round.delete(job.key)
    return job
  }

  async function work(job: Job, signal: AbortSignal): Promise<void> {
    const again = (ms: number) => {
      const notBefore = clock.monotonic() + ms
      if (notBefore < job.addedAt + OVERDUE_MS) put({ ...job, tries: job.tries + 1, notBefore })
    }
    const pause = Math.min(FIRST_RETRY_MS * 2 ** job.tries, LAST_RETRY_MS)
    try {
      const { fetchedAt } = await fetch(job.key, signal)
      // It joined a call that was out already, and what that one brings may be the old document. That call is over now.
      if (fetchedAt < job.after) again(job.tries === 0 ? 0 : pause)
    } catch {
      again(pause)
    } finally {
      if (job.tries === 0) onTried(job.key)
    }
  }

  function start(signal: AbortSignal): void {
    for (let job = take(); job; job = out < parallel ? take() : undefined) {
      const begunWith = begun
      out += 1
      void work(job, signal).finally(() => {
        out -= 1
        if (round.size === 0 && out === 0 && begunWith.keys > 0) {
          onRound(clock.monotonic() - begunWith.at, begunWith.keys)
          begun = { at: 0, keys: 0 }
        }
        changed.resolve()
      })
    }
  }

  /** Until something can be tried that cannot be now, in ms. */
  function untilReady(): number {
    let least = Infinity
    for (const jobs of [urgent, next]) for (const { notBefore } of jobs.values()) least = Math.min(least, notBefore)
    return Math.max(0, least - clock.monotonic())
  }

  return {
    add,
    waiting: () => urgent.size + round.size + next.size,
    run: async (signal) => {
      while (!signal.aborted) {
        changed = Promise.withResolvers()
        if (out < parallel) start(signal)
        const waiting = new AbortController()
        const ends = AbortSignal.any([waiting.signal, signal])
        // While all are out only one that comes back makes a difference.
        const ms = out < parallel ? Math.min(untilReady(), LAST_RETRY_MS) : LAST_RETRY_MS
        await Promise.race([changed.promise, clock.sleep(ms, ends).catch(() => {})])
        waiting.abort()
      }
    },
  }
}
