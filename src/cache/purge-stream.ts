// A replica's side: hears every event once and in order, finds what it missed, and says when it cannot hear.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import { anyScripts } from './lua/scripts.ts'
import { type PurgeEvent, type PurgeState, readEvent } from './purge-event.ts'
import { loadState } from './purge-load.ts'
import type { Places } from './purge-places.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'

export interface PurgeStreamParts {
  redis: Redis | Cluster
  places: Places
  clock: Clock
  /** Calls `ring` when something was told, and whenever that may have been missed. Gives what ends it. */
  doorbell: (ring: () => void) => () => void
  /** Each event, in order; some a second time. */
  onEvent: (event: PurgeEvent) => void
  /** All that holds, after a gap. Entries that gave way meanwhile were not named one by one. */
  onState: (state: PurgeState) => void
  /**
   * Redis lost what it held, and the dispatcher wrote anew what it knows, in this epoch; it may not know of what is held
   * here. Told after what was named and erased, and before what the feed proves now. Rejects: it is told again.
   */
  onLoss?: (epoch: string) => Promise<void>
  /** Can it be heard what others tell? Told at each change; unheard at first. */
  onHeard?: (heard: boolean) => void
  /** Redis is there, but nobody vouches for what stands in it: whoever may write has to. Told at each look. */
  onUnvouched?: () => void
  onFault: (fault: StoreFault) => void
  /** Without a ring it looks all the same, so often, in ms: the bell is at most once. */
  everyMs?: number
}

export interface PurgeStream {
  /** False: what this replica holds may be out of date without its knowing. */
  heard: () => boolean
  /** Resolves when everything that was told before the call has been taken in, or that failed. */
  catchUp: () => Promise<void>
  close: () => Promise<void>
}

const EVERY_MS = 250
const BATCH = 200

type Reply = [epoch: string, seq: number, events?: string[]]

/**
 * Follows with a cursor of its own. What shows a gap: another epoch (Redis was restarted, emptied or replaced, and the
 * dispatcher vouched anew), a count behind the cursor (it went back), or events that were trimmed before they were read.
 * Then the whole shared state is read, and merged with what is known: that can only hold more.
 */
export function createPurgeStream(parts: PurgeStreamParts): PurgeStream {
  const { redis, places, clock, doorbell, onEvent, onState, onLoss, onHeard, onUnvouched, onFault } = parts
  const { everyMs = EVERY_MS } = parts
  const closing = new AbortController()
  let epoch = ''
  let cursor = 0
  let heard = false
  let reading: Promise<void> | undefined
  let rung = Promise.withResolvers<void>()

  function hear(now: boolean): void {
    if (now === heard) return
    heard = now
    onHeard?.(now)
  }

  async function reload(): Promise<void> {
    const loaded = await loadState(redis, places)
    if (loaded.epoch === '') throw new StoreFault('unavailable')
    if (onLoss && epoch !== '' && epoch !== loaded.epoch) {
      onState({ ...loaded.state, feed: undefined })
      await onLoss(loaded.epoch)
    }
    onState(loaded.state)
    epoch = loaded.epoch
    cursor = loaded.seq
  }

  /** One step. Gives whether there is more. */
  async function step(): Promise<boolean> {
    const args = [epoch, cursor, BATCH]
    const reply = (await redis.eval(anyScripts.read, 2, places.shared, places.stream, ...args)) as Reply
    const [now, seq, events] = reply
    if (now === '') {
      onUnvouched?.()
      throw new StoreFault('unavailable')
    }
    if (!events) {
      await reload()
      return true
    }
    for (const text of events) {
      const event = readEvent(text)
      if (!event) {
        // From a newer version, or not from us: what it may mean for us is in the shared state.
        onFault(new StoreFault('unreadable'))
        await reload()
        return true
      }
      onEvent(event)
      cursor += 1
    }
    return cursor < seq
  }

  async function readOn(): Promise<void> {
    try {
      while (await step());
      hear(true)
    } catch (error) {
      hear(false)
      // That nobody has written is no fault of Redis.
      if (!(error instanceof StoreFault)) onFault(asStoreFault(error))
    }
  }

  /** One reading at a time: two would hear an event twice and count it as two. */
  function catchUp(): Promise<void> {
    reading ??= readOn().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function follow(): Promise<void> {
    while (!closing.signal.aborted) {
      // A new bell before reading: who rings while we read is heard by the next round.
      rung = Promise.withResolvers<void>()
      await catchUp()
      const waiting = new AbortController()
      const signal = AbortSignal.any([waiting.signal, closing.signal])
      await Promise.race([rung.promise, clock.sleep(everyMs, signal).catch(() => {})])
      waiting.abort()
    }
  }

  const silence = doorbell(() => rung.resolve())
  const following = follow()

  return {
    heard: () => heard,
    catchUp: async () => {
      // A reading that is under way may have passed the moment of the call.
      await reading
      await catchUp()
    },
    close: async () => {
      closing.abort()
      silence()
      await following
    },
  }
}
