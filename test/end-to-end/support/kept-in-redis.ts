// What the gateway keeps in Redis, read past the gateway.

import { Redis } from 'ioredis'
import type { Entry } from '../../../src/cache/entry.ts'
import { unpackValue } from '../../../src/cache/value.ts'

/**
 * Every entry by its key, once there are so many. Lists of changed codes are left out, for the gateway polls by itself,
 * unless the test means them. Redis is asked again until they are there; if they never come, the test's own time-out tells.
 */
export async function keptInRedis(
  url: string,
  atLeast: number,
  isMeant = (key: string): boolean => !key.includes('-mutaties/'),
): Promise<Map<string, Entry>> {
  const redis = new Redis(url)
  try {
    let keys: string[] = []
    do keys = (await redis.keys('*:entry:*')).filter(isMeant)
    while (keys.length < atLeast)
    const values = keys.length === 0 ? [] : await redis.mgetBuffer(keys)
    const kept = new Map<string, Entry>()
    for (const [at, key] of keys.entries()) {
      const value = values[at]
      // What went since it was listed is not kept.
      if (value) kept.set(key, unpackValue(key, value))
    }
    return kept
  } finally {
    redis.disconnect()
  }
}
