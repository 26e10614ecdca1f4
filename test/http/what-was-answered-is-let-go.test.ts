// A herd is held as long as it waits: neither its place in line nor the head of its answer outlives the answer.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import test, { type TestContext } from 'node:test'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { createDoor } from '../../src/http/door.ts'
import { letGo } from '../../src/http/let-go.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { collect } from '../support/heap.ts'

test('a line that never empties lets go of those who left it', async () => {
  const called: Array<() => void> = []
  const door = createDoor({ clock: createFakeClock(), most: 2, inNextTurn: (run) => called.push(run) })
  const inside: number[] = []
  const seen: Array<WeakRef<() => void>> = []
  const ask = (name: number) => {
    const comeIn = () => void inside.push(name)
    seen.push(new WeakRef(comeIn))
    door.enter('flood', comeIn)
  }
  for (let name = 0; name < 100; name += 1) ask(name)
  for (let turn = 0; turn < 1000; turn += 1) {
    ask(100 + 2 * turn)
    ask(101 + 2 * turn)
    called.shift()?.()
  }
  assert.deepEqual(
    inside,
    Array.from({ length: 2002 }, (_, name) => name),
    'in order of asking, and none twice',
  )
  await turnOfTheLoop()
  collect()
  const held = seen.filter((ref) => ref.deref() !== undefined).length
  assert.ok(held >= 98 && held <= 2 * 98, `${held} are held for 98 who wait`)
})

/** What is asked once, of Node's own server. */
async function asked(t: TestContext, answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  return socket
}

const headOf = (response: ServerResponse) => Reflect.get(response, '_header') as string | null

test('an answer that has left holds its head no more, and still says that it was sent', async (t) => {
  const closed = Promise.withResolvers<ServerResponse>()
  const socket = await asked(t, (_request, response) => {
    response.on('close', () => closed.resolve(response))
    response.end('all of it')
  })
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  assert.match(bytes.toString(), /all of it$/)
  const response = await closed.promise
  // Else Node keeps it elsewhere, and letting go does nothing.
  assert.match(headOf(response) ?? '', /^HTTP\/1\.1 200 OK\r\n/)
  letGo(response)
  assert.ok((headOf(response) ?? '').length < 10)
  assert.equal(response.headersSent, true)
})

test('who hung up before the answer left takes nothing from whoever still writes it', async (t) => {
  const begun = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<ServerResponse>()
  const socket = await asked(t, (_request, response) => {
    response.on('close', () => closed.resolve(response))
    begun.resolve()
  })
  await begun.promise
  socket.resetAndDestroy()
  const response = await closed.promise
  letGo(response)
  assert.equal(response.headersSent, false)
  response.writeHead(503, { 'Retry-After': '1' })
  response.end('too late')
})
