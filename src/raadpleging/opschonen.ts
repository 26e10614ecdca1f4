// Purges after the policy narrowed, or a doel lapsed, what no doel may hold any more: at once, and once more later.

import type { Judge, Revised } from '../cache/store.ts'
import type { Doel, Policy } from '../doelbinding/policy.ts'
import { vanKracht } from '../doelbinding/resolve-doel.ts'
import type { Clock } from '../lib/clock.ts'
import { createHersnijden } from './hersnijden.ts'

/** Replicas that had the old policy a little longer may have written by it: so long after the first time. */
const AGAIN_AFTER_MS = 5 * 60_000
const RETRY_MS = 60_000
/** How often is looked whether a doel lapsed. */
const LOOK_EVERY_MS = 60_000

export interface OpschonenParts {
  policy: () => Policy
  clock: Clock
  /** Looks at every entry in this process. */
  near: (judge: Judge) => Revised
  /** Looks at every entry that is shared. Rejects when part is not done. */
  far?: (judge: Judge, signal: AbortSignal) => Promise<Revised>
  /** Told of each whole round. */
  onDone: (revised: Revised) => void
}

export interface Opschonen {
  /** A policy that lets less be held came into force: begins at once, in place of a round that was under way. */
  start: () => void
  close: () => Promise<void>
}

export function createOpschonen({ policy, clock, near, far, onDone }: OpschonenParts): Opschonen {
  const closing = new AbortController()
  let current = new AbortController()
  let running: Promise<void> = Promise.resolve()

  const inKracht = (): readonly Doel[] => [...policy().doelen.values()].filter((doel) => vanKracht(doel, clock.now()))

  async function round(signal: AbortSignal): Promise<void> {
    const judge = createHersnijden(inKracht(), clock.now())
    const here = near(judge)
    const there = far ? await far(judge, signal) : { rewritten: 0, deleted: 0 }
    onDone({ rewritten: here.rewritten + there.rewritten, deleted: here.deleted + there.deleted })
  }

  /** A round until it is whole: what stays behind would be held without a ground. */
  async function wholeRound(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const done = await round(signal).then(
        () => true,
        () => false,
      )
      if (done) return
      await clock.sleep(RETRY_MS, signal)
    }
  }

  async function rounds(signal: AbortSignal): Promise<void> {
    await wholeRound(signal)
    await clock.sleep(AGAIN_AFTER_MS, signal)
    await wholeRound(signal)
  }

  function start(): void {
    current.abort()
    current = new AbortController()
    const signal = AbortSignal.any([current.signal, closing.signal])
    running = rounds(signal).catch(() => {})
  }

  async function watchLapses(): Promise<void> {
    for (let before = inKracht(); ; ) {
      await clock.sleep(LOOK_EVERY_MS, closing.signal)
      const now = inKracht()
      // A lapse is no other policy: the doelen are the same objects.
      if (before.some((doel) => !now.includes(doel) && policy().doelen.get(doel.id) === doel)) start()
      before = now
    }
  }
  const watching = watchLapses().catch(() => {})

  return {
    start,
    close: async () => {
      closing.abort()
      await Promise.all([running, watching])
    },
  }
}
