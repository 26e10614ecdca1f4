// The place of the state, in Redis and in process: only who names the state that stands there may put the next one.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Redis } from 'ioredis'
import { createEigenPlaats, createRedisPlaats, type Plaats } from '../../src/vul/plaats.ts'
import { nieuweStand } from '../../src/vul/stand.ts'
import { startRedis } from '../support/redis.ts'
import { allen } from './stage.ts'

const eerste = nieuweStand(allen, 1_000)

function contract(name: string, open: () => Promise<{ plaats: Plaats; close: () => Promise<void> }>): void {
  suite(name, () => {
    test('holds nothing, then what was put there', async () => {
      const { plaats, close } = await open()
      assert.equal(await plaats.lees(), undefined)
      const stand = await plaats.vervang(undefined, eerste)
      assert.deepEqual(await plaats.lees(), stand)
      assert.deepEqual(stand, { ...eerste, versie: stand?.versie })
      await close()
    })

    test('takes the next state from who knows this one, and from nobody else', async () => {
      const { plaats, close } = await open()
      const een = await plaats.vervang(undefined, eerste)
      assert.equal(await plaats.vervang(undefined, eerste), undefined)
      const twee = await plaats.vervang(een, { ...eerste, pagina: 2 })
      assert.equal(twee?.pagina, 2)
      assert.equal(await plaats.vervang(een, { ...eerste, pagina: 9 }), undefined)
      assert.deepEqual(await plaats.lees(), twee)
      await close()
    })

    test('of many at once one wins', async () => {
      const { plaats, close } = await open()
      const won = await Promise.all(Array.from({ length: 20 }, () => plaats.vervang(undefined, eerste)))
      assert.equal(won.filter(Boolean).length, 1)
      await close()
    })
  })
}

contract('in process', async () => ({ plaats: createEigenPlaats(), close: async () => {} }))

contract('in Redis', async () => {
  const server = await startRedis()
  const redis = new Redis(server.url)
  const plaats = createRedisPlaats({ redis, asFault: (error) => error as Error })
  return {
    plaats,
    close: async () => {
      assert.deepEqual(await redis.keys('*'), ['{agb}:vul'], 'one key, of the one slot of a Cluster')
      assert.ok((await redis.pttl('{agb}:vul')) > 0, 'and it ends by itself')
      redis.disconnect()
      await server[Symbol.asyncDispose]()
    },
  }
})

test('a Redis that is away is a fault, not an empty place', async () => {
  const server = await startRedis()
  const redis = new Redis(server.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: null })
  const plaats = createRedisPlaats({ redis, asFault: () => new Error('away') })
  redis.on('error', () => {})
  await server[Symbol.asyncDispose]()
  await assert.rejects(plaats.lees(), /away/)
  await assert.rejects(plaats.vervang(undefined, eerste), /away/)
  redis.disconnect()
})
