// A socket that is reset always closes, also while its end is on the way.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import { resetSocket } from '../../src/lib/reset-socket.ts'

async function pair(t: TestContext): Promise<{ near: Socket; far: Socket }> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [far] = (await once(server, 'connection')) as [Socket]
  await once(near, 'connect')
  t.after(() => {
    near.destroy()
    far.destroy()
    server.close()
  })
  return { near, far }
}

test('an open one is a reset to the far side', { timeout: 10_000 }, async (t) => {
  const { near, far } = await pair(t)
  const told = once(far, 'error')
  resetSocket(near)
  const [fault] = (await told) as [NodeJS.ErrnoException]
  assert.equal(fault.code, 'ECONNRESET')
})

test('one that has just begun to end closes', { timeout: 10_000 }, async (t) => {
  const { near } = await pair(t)
  near.end('the last word')
  const closed = once(near, 'close')
  resetSocket(near)
  await closed
  assert.equal(near.destroyed, true)
})
