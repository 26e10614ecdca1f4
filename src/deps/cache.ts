// The cache as configured: in process alone, or in process before Redis; and what every replica knows of what is held.

import type { Entry } from '../cache/entry.ts'
import { createFreshness, type Freshness } from '../cache/freshness.ts'
import { createMoments, type Moments } from '../cache/moments.ts'
import type { Gossip } from '../cache/gossip.ts'
import { createMemoryStore, type MemoryStore } from '../cache/memory-store.ts'
import type { PurgeEvent } from '../cache/purge-event.ts'
import { createLocalLog } from '../cache/purge-local.ts'
import type { PurgeLog } from '../cache/purge-log.ts'
import { createLocalWord, type Word } from '../cache/purge-word.ts'
import { createReplaced } from '../cache/replaced.ts'
import type { RedisStore } from '../cache/redis-store.ts'
import type { Seal } from '../cache/seal.ts'
import type { Judge, Revised } from '../cache/store.ts'
import type { Tagged } from '../cache/tags.ts'
import { createTaggedMemory } from '../cache/tags-memory.ts'
import type { Tiers } from '../cache/tiers.ts'
import type { Term } from '../dispatch/term.ts'
import type { Clock } from '../lib/clock.ts'
import type { Prepared } from '../prepare.ts'
import type { Ready } from '../raadpleging/render.ts'
import { openSharedCache } from './shared-cache.ts'
import type { SharedRedis } from './redis.ts'

export interface CacheParts {
  prepared: Prepared
  clock: Clock
  shared: SharedRedis | undefined
  seal: Seal | undefined
}

export interface Cache {
  /** In this process. */
  memory: MemoryStore<Ready>
  /** What is held here, and what the others put where all can see it. */
  cache: Pick<Tiers, 'get' | 'delete'>
  /** What all can see; absent without Redis. */
  shelf: RedisStore | undefined
  /** Looks again at what all can see; absent without Redis. */
  far: ((judge: Judge, signal: AbortSignal) => Promise<Revised>) | undefined
  freshness: Freshness
  /** The clock of whatever is written: fetches, lists, erasures. */
  moments: Moments
  /** Can this replica hear what the others tell of what is held? */
  heard: () => boolean
  tagged: Tagged
  log: PurgeLog
  word: Word
  /** Of what was asked for, with the others; absent without Redis. */
  gossip: Gossip | undefined
  /** What is held for the whole fleet. @throws StoreFault */
  heldEntry: (key: string) => Promise<Entry | undefined>
  /** The term of the lease, while it is this process's: without it nothing is written for the others. */
  write: (term: Term | undefined) => void
  /** Resolves when this replica hears the others for the first time. */
  settled: Promise<void>
}

/** What is held in process, with what is known of it. */
export interface Near {
  memory: MemoryStore<Ready>
  freshness: Freshness
  moments: Moments
  /** Takes in what was told, and lets go at once what may not be held any more. */
  onEvent: (event: PurgeEvent) => void
}

const SWEEP_EVERY_MS = 60_000
const MIB = 1024 * 1024

/** Opens the cache; closing goes on the stack. */
export function openCache({ prepared, clock, shared, seal }: CacheParts, closing: AsyncDisposableStack): Cache {
  const freshness = createFreshness({ clock })
  const replaced = createReplaced({ clock })
  const stateOf = (entry: Entry) => freshness.judge(entry).state
  const memory = createMemoryStore<Ready>({
    maxBytes: prepared.settings.CACHE_MEMORY_MB * MIB,
    clock,
    // An answer may be on its way to us while we hear that it is old news. Alone there is no other place to keep it in.
    refuses: (entry, key) =>
      stateOf(entry) === 'erased' ||
      (shared !== undefined && stateOf(entry) === 'touched') ||
      replaced.isReplaced(key, entry),
  })
  // Reading gives none of these; this also takes them out of memory.
  const sweeping = setInterval(() => {
    memory.sweep()
    memory.drop((entry) => !freshness.mayStay(entry))
  }, SWEEP_EVERY_MS).unref()
  closing.defer(() => clearInterval(sweeping))

  const onEvent = (event: PurgeEvent): void => {
    freshness.apply(event)
    if (event.kind === 'erased') {
      const marks = new Map(event.marks)
      memory.drop(({ tags, fetchedAt }) => tags.some((tag) => (marks.get(tag) ?? 0) > fetchedAt))
    }
    if (event.kind !== 'replaced') return
    replaced.note(event.key, event.before)
    if ((memory.peek(event.key)?.fetchedAt ?? Infinity) < event.before) void memory.delete(event.key)
  }
  const moments = createMoments(clock)
  const near: Near = { memory, freshness, moments, onEvent }
  if (shared) return openSharedCache({ prepared, clock, shared, seal, near }, closing)

  const isErased = (entry: Entry) => stateOf(entry) === 'erased'
  return {
    memory,
    cache: memory,
    shelf: undefined,
    far: undefined,
    freshness,
    moments,
    heard: () => true,
    tagged: createTaggedMemory({ memory, isErased, onEvent }),
    log: createLocalLog({ onEvent }),
    word: createLocalWord(),
    gossip: undefined,
    heldEntry: memory.get,
    write: () => {},
    settled: Promise.resolve(),
  }
}
