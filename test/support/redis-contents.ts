// Everything that stands in a Redis, as text to be searched: kept answers opened and unpacked, the rest as it is.

import { Redis } from 'ioredis'
import { createSeal } from '../../src/cache/seal.ts'
import { unpackValue } from '../../src/cache/value.ts'
import { readKeys } from '../../src/lib/keys.ts'

export interface Contents {
  /** The kept answers, by place. */
  answers: ReadonlyMap<string, string>
  /** Every place with what stands there, the kept answers among them. */
  all: string
}

const ENTRY = '{agb}:entry:'

/** @param key contents of `REDIS_ENCRYPTION_KEY_FILE` */
export async function contentsOf(url: string, key?: string): Promise<Contents> {
  const redis = new Redis(url)
  const seal = key === undefined ? undefined : createSeal({ keys: () => readKeys(key) })
  const answers = new Map<string, string>()

  async function textAt(place: string): Promise<string> {
    const type = await redis.type(place)
    if (type === 'string') {
      const value = await redis.getBuffer(place)
      if (!value || !place.startsWith(ENTRY)) return value?.toString('latin1') ?? ''
      const text = JSON.stringify(unpackValue(place, value, seal).document ?? null)
      answers.set(place, text)
      return text
    }
    if (type === 'hash') return JSON.stringify(await redis.hgetall(place))
    if (type === 'list') return JSON.stringify(await redis.lrange(place, 0, -1))
    if (type === 'set') return JSON.stringify(await redis.smembers(place))
    if (type === 'zset') return JSON.stringify(await redis.zrange(place, '0', '-1'))
    if (type === 'stream') return JSON.stringify(await redis.xrange(place, '-', '+'))
    // It went while we looked.
    if (type === 'none') return ''
    throw new Error(`a ${type} cannot be searched`)
  }

  try {
    const places = await redis.keys('*')
    const lines: string[] = []
    for (const place of places.toSorted()) lines.push(`${place} ${await textAt(place)}`)
    return { answers, all: lines.join('\n') }
  } finally {
    redis.disconnect()
  }
}
