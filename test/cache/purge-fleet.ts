// Replicas on one redis-server, each with its own table and stream; the test says which of them holds the lease.

import type { TestContext } from 'node:test'
import type { Cluster, Redis } from 'ioredis'
import { createFreshness } from '../../src/cache/freshness.ts'
import { createDoorbell } from '../../src/cache/purge-doorbell.ts'
import type { PurgeEvent } from '../../src/cache/purge-event.ts'
import { createPurgeLog } from '../../src/cache/purge-log.ts'
import { createMoments } from '../../src/cache/moments.ts'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createPutBack } from '../../src/cache/put-back.ts'
import { createPen } from '../../src/cache/purge-pen.ts'
import { placesUnder } from '../../src/cache/purge-places.ts'
import { createPurgeStream } from '../../src/cache/purge-stream.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createTaggedRedis } from '../../src/cache/tags-redis.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { happens, patient } from './redis.ts'

export const places = placesUnder()

export interface FleetOptions {
  server?: TestRedis
  connect?: () => Redis | Cluster
  maxEvents?: number
  /** How often a stream looks without having heard the bell. */
  everyMs?: number
}

export async function startFleet(t: TestContext, { server, connect, maxEvents, everyMs }: FleetOptions = {}) {
  const stack = new AsyncDisposableStack()
  t.after(() => stack.disposeAsync())
  const redisServer = server ?? stack.use(await startRedis())
  const open = async (): Promise<Redis | Cluster> => {
    const client = connect?.() ?? patient(redisServer.url)
    stack.defer(() => client.disconnect())
    await happens(client, 'ready')
    return client
  }
  const clock = createFakeClock(Date.now())
  const admin = await open()
  let token = ''

  /** As the election does it: a new token for this run of the server. */
  async function grant(next: string): Promise<void> {
    token = next
    const run = /run_id:(\w+)/.exec(await admin.info('server'))?.[1] ?? ''
    await admin.hset(places.lease, { token, run })
  }

  /** @param own its token; the one last granted without */
  async function replica(own: () => string | undefined = () => token) {
    const redis = await open()
    const events: PurgeEvent[] = []
    const heard: boolean[] = []
    const faults: string[] = []
    let states = 0
    const freshness = createFreshness({ clock })
    const onFault = ({ reason }: { reason: string }) => void faults.push(reason)
    const pen = createPen({ redis, places, token: own, onFault, ...(maxEvents && { maxEvents }) })
    const tagged = createTaggedRedis({ redis, places, pen, onEvent: freshness.apply })
    const moments = createMoments(clock)
    const log = createPurgeLog({ redis, clock: moments, places, pen, freshness, token: own, eraseAgain: tagged.erase })
    const memory = createMemoryStore({ maxBytes: 1e6, clock })
    const stream = createPurgeStream({
      redis,
      places,
      clock,
      doorbell: createDoorbell(await open(), places),
      onEvent: (event) => {
        events.push(event)
        freshness.apply(event)
      },
      onState: (state) => {
        states += 1
        freshness.merge(state)
      },
      onLoss: createPutBack({ memory, putBack: tagged.putBack }),
      onHeard: (now) => void heard.push(now),
      onFault,
      ...(everyMs && { everyMs }),
    })
    stack.defer(stream.close)
    const store = createRedisStore({ redis, clock, onFault })
    return {
      redis,
      freshness,
      moments,
      memory,
      tagged,
      log,
      stream,
      store,
      events,
      heard,
      faults,
      states: () => states,
    }
  }

  return { server: redisServer, clock, admin, grant, replica }
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>
