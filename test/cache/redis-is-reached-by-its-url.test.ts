import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRedisClient, type RedisClientParts } from '../../src/cache/redis-client.ts'
import { createRedisStore } from '../../src/cache/redis-store.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createAuthority } from '../../src/sandbox/certificates.ts'
import { startRedis, startSentinel } from '../support/redis.ts'
import { entryAt } from './entries.ts'
import { happens, planter } from './redis.ts'

/** Connects, waits for the event, keeps one entry and reads it; gives the client to look further with. */
async function connected(parts: Omit<RedisClientParts, 'onFault'>) {
  const onFault = (fault: Error) => {
    throw fault
  }
  const redis = createRedisClient({ ...parts, onFault })
  await happens(redis, 'ready')
  const clock = createFakeClock(Date.now())
  const store = createRedisStore({ redis, clock, onFault })
  await planter(redis)('a', entryAt(clock))
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

  it('over TLS, when it shows a certificate of a trusted authority', async () => {
    const authority = createAuthority()
    await using server = await startRedis([], authority.server())
    using _ = await connected({ url: server.url, ca: authority.caPem })
  })

  it('not over TLS when its certificate is of another authority', async () => {
    await using server = await startRedis([], createAuthority().server())
    const fault = await firstFault({ url: server.url, ca: createAuthority().caPem })
    assert.match(fault.message, /^cache store unavailable: .*(CERT|SIGNATURE)/)
  })

  it('behind a Sentinel, by the name of its master', async () => {
    await using server = await startRedis(['--requirepass', 'geheim'])
    await using sentinel = await startSentinel('agb-master', server)
    const sentinels = [{ host: '127.0.0.1', port: sentinel.port }]
    using client = await connected({ url: 'redis://:geheim@agb-master/2', sentinels })
    assert.match(await client.redis.client('INFO'), / db=2 /)
  })

  it('as a Redis Cluster', async () => {
    await using server = await startRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'])
    await formCluster(server.url)
    using _ = await connected({ cluster: [{ host: '127.0.0.1', port: server.port }] })
  })

  it('not with a wrong password, which no fault tells', async () => {
    await using server = await startRedis(['--requirepass', 'geheim'])
    const url = `redis://:onjuist-wachtwoord@127.0.0.1:${server.port}`
    const fault = await firstFault({ url })
    assert.equal(fault.message, 'cache store refused: WRONGPASS')
    assert.ok(!JSON.stringify(fault, Object.getOwnPropertyNames(fault)).includes('onjuist-wachtwoord'))
  })
})

function firstFault(parts: Omit<RedisClientParts, 'onFault'>): Promise<Error> {
  return new Promise((resolve) => {
    const redis = createRedisClient({
      ...parts,
      onFault: (fault) => {
        redis.disconnect()
        resolve(fault)
      },
    })
  })
}

/** One node with all the slots is a whole cluster; a client waits until the node has noticed that too. */
async function formCluster(url: string): Promise<void> {
  const redis = createRedisClient({ url, onFault: () => {} })
  await happens(redis, 'ready')
  await redis.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
  redis.disconnect()
}
