// What is fetched first is what was asked for most at any replica; each tells the others now and then.

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { createGossip, type Gossip } from '../../src/cache/gossip.ts'
import { createGevraagd } from '../../src/mutaties/gevraagd.ts'
import { vertelGevraagd } from '../../src/mutaties/vertel-gevraagd.ts'
import { happens, patient } from '../cache/redis.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'

const EVERY_MS = 30_000

/** All who listen hear all that is told, in the same turn. */
function createRoom() {
  const listeners: Array<(what: string) => void> = []
  const told: string[] = []
  const gossip: Gossip = {
    tell: async (what) => {
      told.push(what)
      for (const listener of listeners) listener(what)
    },
    hear: (listener) => void listeners.push(listener),
  }
  return { gossip, told }
}

function replica(t: TestContext, clock: FakeClock, gossip: Gossip) {
  const gevraagd = createGevraagd({ clock })
  const ending = new AbortController()
  t.after(() => ending.abort())
  void vertelGevraagd({ gevraagd, gossip, clock }, ending.signal)
  return gevraagd
}

describe('what is asked for', () => {
  it('is known to all replicas after a while, and counted once', async (t) => {
    const clock = createFakeClock()
    const { gossip, told } = createRoom()
    const [one, other] = [replica(t, clock, gossip), replica(t, clock, gossip)]
    for (let times = 0; times < 3; times++) one.count('a')
    other.count('a')
    await clock.advance(EVERY_MS)
    assert.deepEqual([one.of('a'), other.of('a')], [4, 4])
    await clock.advance(EVERY_MS)
    assert.deepEqual([one.of('a'), told.length], [4, 2], 'nothing new, so nothing is told')
  })

  it('is told of the most asked alone when there are many', async (t) => {
    const clock = createFakeClock()
    const { gossip } = createRoom()
    const [one, other] = [replica(t, clock, gossip), replica(t, clock, gossip)]
    for (let number = 0; number < 5_000; number++) one.count(`key-${number}`)
    one.count('key-4999')
    await clock.advance(EVERY_MS)
    assert.equal(other.of('key-4999'), 2)
    const known = Array.from({ length: 5_000 }, (_, number) => other.of(`key-${number}`)).filter((count) => count > 0)
    assert.equal(known.length, 1_000)
  })

  it('and whatever else is said there is let be', async (t) => {
    const clock = createFakeClock()
    const { gossip } = createRoom()
    const one = replica(t, clock, gossip)
    const words = [
      '',
      '{',
      '[]',
      'null',
      '{"from":"x"}',
      '{"from":"x","asked":[["a"]]}',
      '{"from":1,"asked":[["a",1]]}',
    ]
    for (const word of [...words, '{"from":"x","asked":[["a",-1]]}', '{"from":"x","asked":[["a",1e999]]}'])
      await gossip.tell(word)
    assert.equal(one.of('a'), 0)
  })

  it('goes over Redis', async (t) => {
    const server = await startRedis()
    t.after(() => server[Symbol.asyncDispose]())
    const open = async () => {
      const client = patient(server.url)
      t.after(() => client.disconnect())
      await happens(client, 'ready')
      return client
    }
    const [redis, listening] = [await open(), await open()]
    const gossip = createGossip(redis, listening, '{agb}:asked')
    const heard = new Promise<string>((resolve) => gossip.hear(resolve))
    while (Number((await redis.pubsub('NUMSUB', '{agb}:asked'))[1]) < 1);
    await gossip.tell('a word')
    assert.equal(await heard, 'a word')
  })
})
