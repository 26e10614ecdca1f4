// A Redis that evicts keys when it is full is told from one that does not.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { evictionOf } from '../../src/cache/eviction.ts'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { startRedis } from '../support/redis.ts'

const cases: Array<[options: string[], evicts: string | undefined]> = [
  [[], undefined],
  [['--maxmemory-policy', 'allkeys-lru'], undefined],
  [['--maxmemory', '64mb', '--maxmemory-policy', 'noeviction'], undefined],
  [['--maxmemory', '64mb', '--maxmemory-policy', 'volatile-ttl'], 'volatile-ttl'],
]

for (const [options, evicts] of cases)
  test(`${options.join(' ') || 'as it comes'}: ${evicts ?? 'keeps all'}`, async () => {
    await using server = await startRedis(options)
    const redis = createRedisClient({ url: server.url, onFault: () => {} })
    try {
      await once(redis, 'ready')
      assert.equal(await evictionOf(redis), evicts)
    } finally {
      redis.disconnect()
    }
  })
