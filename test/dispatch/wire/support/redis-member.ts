// A process of the fleet on a real Redis and the real clock; its desk answers at once what it is asked.

import { once } from 'node:events'
import { createRedisClient, type RedisClientParts } from '../../../../src/cache/redis-client.ts'
import { systemClock } from '../../../../src/lib/clock.ts'
import type { Keys } from '../../../../src/lib/keys.ts'
import { createChannel } from '../../../../src/dispatch/wire/channel.ts'
import { createWire } from '../../../../src/dispatch/wire/wire.ts'
import { orThrow } from '../../support/seated.ts'
import { textCodec } from './fleet.ts'

type Place = Pick<RedisClientParts, 'url' | 'cluster'>

interface Options extends Place {
  /** Where it listens, when that is another way to the same Redis. */
  listen?: Place
  keys?: () => Keys
  onDropped?: (why: string) => void
}

export async function redisMember(process: string, { listen, keys, onDropped, ...place }: Options) {
  const connect = ({ url, cluster }: Place) =>
    createRedisClient({ ...(url && { url }), ...(cluster && { cluster }), onFault: () => undefined })
  const redis = connect(place)
  await once(redis, 'ready')
  const listening = Promise.withResolvers<void>()
  let again = Promise.withResolvers<void>()
  const channel = createChannel({
    redis,
    connect: () => connect(listen ?? place),
    clock: systemClock,
    process,
    onFault: () => undefined,
  })
  const asked: string[] = []
  const wire = createWire<string, string>({
    process,
    clock: systemClock,
    codec: textCodec,
    channel: {
      ...channel,
      open: ({ onBytes, onConnected }) =>
        channel.open({
          onBytes,
          onConnected: () => {
            listening.resolve()
            again.resolve()
            onConnected()
          },
        }),
    },
    keys,
    desk: () => ({
      join: ({ parts }) => {
        asked.push(parts)
        const answer = Promise.resolve(`answer to ${parts}`)
        return { startsInMs: 0, started: Promise.resolve(), answer, leave: () => undefined }
      },
    }),
    glance: () => undefined,
    lookup: async () => undefined,
    weightOf: () => 1,
    ratePerSecond: 10,
    longestWaitMs: 60_000,
    onFault: () => undefined,
    onDropped: (why) => onDropped?.(why),
  })
  await listening.promise

  return {
    wire,
    redis,
    asked,
    /** Resolves when it listens anew. */
    listensAgain: () => {
      again = Promise.withResolvers<void>()
      return again.promise
    },
    ask: (parts: string) =>
      orThrow(wire.join)({
        key: parts,
        parts,
        lane: 'interactive',
        caller: 'caller',
        weight: 1,
        deadline: performance.now() + 10_000,
      }).answer,
    close: async () => {
      await wire.close()
      redis.disconnect()
    },
  }
}
