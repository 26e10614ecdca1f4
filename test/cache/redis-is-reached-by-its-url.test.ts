import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRedisClient, type RedisClientParts } from '../../src/cache/redis-client.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'
import { entryAt } from './entries.ts'
import { happens } from './redis.ts'

/** Connects, waits for the event, keeps one entry and reads it; gives the client to look further with. */
async function connected(parts: Omit<RedisClientParts, 'onFault'>) {
  const onFault = (fault: Error) => {
    throw fault
  }
  const redis = createRedisClient({ ...parts, onFault })
  await happens(redis, 'ready')
  const clock = createFakeClock(Date.now())
  const store = createRedisStore({ redis, clock, onFault })
  await store.set('a', entryAt(clock))
  assert.deepEqual(await store.get('a'), entryAt(clock))
  await store.delete('a')
  assert.equal(await store.get('a'), undefined)
  return { redis, [Symbol.dispose]: () => redis.disconnect() }
}

describe('Redis is reached', () => {
  it('by a URL with user, password and database', async () => {
    await using server = await startRedis([
      '--user',
      'agb',
      'on',
      '>p@ss/w:rd',
      '~{agb}:*',
      '+@all',
      '--user',
      'default',
      'off',
    ])
    const url = `redis://agb:p%40ss%2Fw%3Ard@127.0.0.1:${server.port}/3`
    using client = await connected({ url })
    assert.match(await client.redis.client('INFO'), / db=3 .* user=agb /)
  })

  it('by a URL with a password alone', async () => {
    await using server = await startRedis(['--requirepass', 'geheim'])
    using _ = await connected({ url: `redis://:geheim@127.0.0.1:${server.port}` })
  })

  it('as a Redis Cluster', async () => {
    await using server = await startRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'])
    await formCluster(server.url)
    using _ = await connected({ cluster: [{ host: '127.0.0.1', port: server.port }] })
  })

  it('not with a wrong password, which no fault tells', async () => {
    await using server = await startRedis(['--requirepass', 'geheim'])
    const url = `redis://:onjuist-wachtwoord@127.0.0.1:${server.port}`
    const fault = await new Promise<Error>((resolve) => {
      const redis = createRedisClient({
        url,
        onFault: (first) => {
          redis.disconnect()
          resolve(first)
        },
      })
    })
    assert.equal(fault.message, 'cache store refused: WRONGPASS')
    assert.ok(!JSON.stringify(fault, Object.getOwnPropertyNames(fault)).includes('onjuist-wachtwoord'))
  })
})

/** One node with all the slots is a whole cluster; a client waits until the node has noticed that too. */
async function formCluster(url: string): Promise<void> {
  const redis = createRedisClient({ url, onFault: () => {} })
  await happens(redis, 'ready')
  await redis.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
  redis.disconnect()
}
