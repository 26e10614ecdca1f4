// The wire on a real Redis: through its death and return, a connection that dies in silence, and strangers who publish.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test from 'node:test'
import { createEnvelope } from '../../../src/dispatch/wire/envelope.ts'
import { writeFrame } from '../../../src/dispatch/wire/frame.ts'
import { startRedis } from '../../support/redis.ts'
import { keyed } from './support/post.ts'
import { redisMember } from './support/redis-member.ts'

test('a question is answered by another process', async () => {
  await using redis = await startRedis()
  const [asker, dispatcher] = await Promise.all(
    ['asker', 'dispatcher'].map((name) => redisMember(name, { url: redis.url })),
  )
  asker!.wire.holder('dispatcher')
  assert.equal(await asker!.ask('a'), 'answer to a')
  assert.deepEqual([asker!.asked, dispatcher!.asked], [[], ['a']])
  await Promise.all([asker!.close(), dispatcher!.close()])
})

test('after Redis was killed and started again both listen anew, and a question of before is answered', async () => {
  await using redis = await startRedis()
  const [asker, dispatcher] = await Promise.all(
    ['asker', 'dispatcher'].map((name) => redisMember(name, { url: redis.url })),
  )
  asker!.wire.holder('dispatcher')
  const listening = [asker!.listensAgain(), dispatcher!.listensAgain()]
  await redis.kill()
  const answer = asker!.ask('a')
  await redis.restart()
  await Promise.all(listening)
  assert.equal(await answer, 'answer to a')
  await Promise.all([asker!.close(), dispatcher!.close()])
})

test('a connection that dies without a word is found out and replaced', async () => {
  await using redis = await startRedis()
  await using way = await wayThatCanGoDead(redis.port)
  const dispatcher = await redisMember('dispatcher', { url: redis.url })
  const asker = await redisMember('asker', { url: redis.url, listen: { url: `redis://127.0.0.1:${way.port}` } })
  asker.wire.holder('dispatcher')
  const again = asker.listensAgain()
  way.goDead()
  const answer = asker.ask('a')
  await again
  assert.equal(await answer, 'answer to a')
  await Promise.all([asker.close(), dispatcher.close()])
})

test('what strangers publish is not believed, and does not disturb', async () => {
  await using redis = await startRedis()
  const dropped: string[] = []
  const options = { url: redis.url, keys: keyed('k1'), onDropped: (why: string) => dropped.push(why) }
  const [asker, dispatcher] = await Promise.all(['asker', 'dispatcher'].map((name) => redisMember(name, options)))
  asker!.wire.holder('dispatcher')
  const forged = writeFrame({
    from: 'dispatcher',
    to: 'asker',
    number: 1,
    messages: [{ kind: 'failed', id: 1, fault: 0 }],
  })
  for (const keys of [undefined, keyed('k2')])
    await asker!.redis.publish('{agb}:to:asker', createEnvelope({ keys }).close(forged))
  await asker!.redis.publish('{agb}:to:asker', 'hallo')
  assert.equal(await asker!.ask('a'), 'answer to a')
  assert.deepEqual(dropped, ['unsigned', 'unknown-key', 'version'])
  await Promise.all([asker!.close(), dispatcher!.close()])
})

/** A way to the same port that can stop carrying anything, while its connections stay open; later ones are carried. */
async function wayThatCanGoDead(port: number) {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy()))
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    goDead: () => {
      for (const socket of sockets) socket.unpipe().removeAllListeners('end').pause()
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
