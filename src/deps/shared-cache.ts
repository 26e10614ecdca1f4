// The cache in process before Redis: what all replicas can see, and how they hear of what happens to it.

import { createGossip } from '../cache/gossip.ts'
import { createDoorbell } from '../cache/purge-doorbell.ts'
import { createPurgeLog } from '../cache/purge-log.ts'
import { createPen } from '../cache/purge-pen.ts'
import { placesUnder } from '../cache/purge-places.ts'
import { createPurgeStream } from '../cache/purge-stream.ts'
import { createPutBack } from '../cache/put-back.ts'
import { createRedisWord } from '../cache/purge-word.ts'
import { createRedisStore } from '../cache/redis-store.ts'
import { createRedisRevision } from '../cache/revise.ts'
import type { Held, Tagged } from '../cache/tags.ts'
import { createTaggedMemory } from '../cache/tags-memory.ts'
import { createTaggedRedis } from '../cache/tags-redis.ts'
import { createTiers } from '../cache/tiers.ts'
import type { Term } from '../dispatch/term.ts'
import { systemClock } from '../lib/clock.ts'
import type { Cache, CacheParts, Near } from './cache.ts'
import type { SharedRedis } from './redis.ts'

export interface SharedCacheParts extends CacheParts {
  shared: SharedRedis
  near: Near
}

/** One answer of Redis that is late says little: so long, in ms, a replica may not hear the others before that is told. */
const DEAF_MS = 1_500

/** Opens it; closing goes on the stack. */
export function openSharedCache(parts: SharedCacheParts, closing: AsyncDisposableStack): Cache {
  const { prepared, clock, shared, near } = parts
  const { redis, connect, onFault } = shared
  const { memory, freshness, moments, onEvent } = near
  const seal = parts.seal && { seal: parts.seal }
  const places = placesUnder()
  let term: Term | undefined
  // Asked for each time: a lease that is claimed anew goes on under another token.
  const token = () => term?.token

  const pen = createPen({ redis, places, token, onFault })
  const inRedis = createTaggedRedis({ redis, places, pen, ...seal, onEvent })
  const tagged = prepared.settings.REPLICAS === 1 ? withOwn(inRedis, near) : inRedis
  const shelf = createRedisStore({ redis, clock, onFault, ...seal })

  const settled = Promise.withResolvers<void>()
  /** On the monotonic clock, in ms. */
  let heardUntil = -Infinity
  const listening = connect()
  closing.defer(() => listening.disconnect())
  const log = createPurgeLog({
    redis,
    clock: moments,
    places,
    pen,
    freshness,
    token,
    eraseAgain: tagged.erase,
  })
  const stream = createPurgeStream({
    redis,
    places,
    // Redis goes on by itself, so must this.
    clock: systemClock,
    doorbell: createDoorbell(listening, places),
    onEvent,
    onState: (state) => {
      freshness.merge(state)
      // Whatever was named may have given way while nothing was heard.
      memory.drop((entry) => entry.tags.some((tag) => freshness.record(tag)) || !freshness.mayStay(entry))
    },
    onLoss: createPutBack({ memory, putBack: inRedis.putBack }),
    onHeard: (heard) => {
      if (heard) settled.resolve()
      else heardUntil = systemClock.monotonic()
    },
    onUnvouched: () => {
      // At the next poll would do to lose nothing. But until then every replica flags what it serves.
      if (term) void log.prepare().catch(() => {})
    },
    onFault,
  })
  closing.defer(stream.close)

  return {
    memory,
    cache: createTiers(memory, shelf),
    shelf,
    far: createRedisRevision({ redis, onFault, ...seal }),
    freshness,
    moments,
    heard: () => stream.heard() || systemClock.monotonic() - heardUntil < DEAF_MS,
    tagged,
    log,
    word: createRedisWord({ redis, places }),
    gossip: createGossip(redis, listening, places.asked),
    heldEntry: shelf.read,
    write: (next) => {
      term = next
    },
    settled: settled.promise,
  }
}

/**
 * Who is alone goes on calling when Redis is away, and holds in memory what Redis does not know of: that has to be found by
 * its tags too.
 */
function withOwn(inRedis: Tagged, { memory, onEvent }: Near): Tagged {
  const own = createTaggedMemory({ memory, isErased: () => false, onEvent })
  const keyOf = ({ key }: Held) => key
  return {
    ...inRedis,
    held: async (tags) => {
      const found = new Map(await inRedis.held(tags))
      for (const [tag, here] of await own.held(tags)) {
        const there = found.get(tag) ?? []
        const known = new Set(there.map(keyOf))
        found.set(tag, [...there, ...here.filter(({ key }) => !known.has(key))])
      }
      return found
    },
  }
}
