// The wire on a Redis Cluster: through the death of any of its nodes.

import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { redisMember } from './support/redis-member.ts'

const options = [
  '--cluster-enabled',
  'yes',
  '--cluster-announce-ip',
  '127.0.0.1',
  '--cluster-require-full-coverage',
  'no',
]

test('a question is answered whichever nodes the two listen at, and after one of those has died', async () => {
  const nodes = await Promise.all([0, 1, 2].map(() => startRedis(options)))
  await form(nodes)
  const cluster = nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
  const asker = await redisMember('asker', { cluster })
  const dispatcher = await redisMember('dispatcher', { cluster })
  asker.wire.holder('dispatcher')
  assert.equal(await asker.ask('a'), 'answer to a')
  await (await listenedAt(nodes)).kill()
  assert.equal(await asker.ask('b'), 'answer to b')
  assert.equal(await asker.ask('c'), 'answer to c')
  await Promise.all([asker.close(), dispatcher.close()])
  await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
})

/** A cluster of masters, a third of the slots each; resolves when each node says that it is one. */
async function form(nodes: readonly TestRedis[]) {
  const clients = nodes.map(({ url }) => new Redis(url))
  const [first] = nodes
  await Promise.all(
    clients.map(async (client, at) => {
      await client.call(
        'cluster',
        'addslotsrange',
        Math.ceil((16_384 * at) / 3),
        Math.ceil((16_384 * (at + 1)) / 3) - 1,
      )
      await client.call('cluster', 'meet', '127.0.0.1', first!.port)
    }),
  )
  for (const client of clients)
    while (!/cluster_state:ok[^]*cluster_slots_ok:16384/.test((await client.call('cluster', 'info')) as string))
      await nextTurn()
  for (const client of clients) client.disconnect()
}

/** A node that one of the processes listens at. */
async function listenedAt(nodes: readonly TestRedis[]): Promise<TestRedis> {
  for (const node of nodes) {
    const client = new Redis(node.url)
    const listeners = await client.call('client', 'list', 'type', 'pubsub')
    client.disconnect()
    if (listeners !== '') return node
  }
  throw new Error('nobody listens')
}
