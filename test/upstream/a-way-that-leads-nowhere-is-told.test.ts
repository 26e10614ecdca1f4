// That no connection can be had is known soon, and told apart: nobody there, or no TLS with whoever is.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { type Authority, createAuthority, type Pair } from '../../src/sandbox/certificates.ts'
import { CONNECT_TIMEOUT_MS, TAKEN_MS } from '../../src/upstream/connect.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'
import { linesOf, PAD, until } from './parts.ts'
import { tapBefore } from './tap.ts'

const DAY_MS = 86_400_000

/** Takes connections and says nothing. */
async function openMute(t: TestContext) {
  const came: net.Socket[] = []
  const server = net
    .createServer((socket) => came.push(socket.on('error', () => undefined).resume()))
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of came) socket.destroy()
    server.close()
  })
  return { server, origin: `https://localhost:${(server.address() as AddressInfo).port}` }
}

test('three tries at a far side that says nothing are over within five seconds', async (t) => {
  const { server, origin } = await openMute(t)
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, await withSandbox(t), { origin, clock })
  const begin = clock.monotonic()
  for (let tries = 0; tries < 3; tries += 1) {
    const came = once(server, 'connection')
    const refused = assert.rejects(open(), { name: 'NoLine', reason: 'tls' })
    await came
    await clock.advance(CONNECT_TIMEOUT_MS)
    await refused
  }
  assert.ok(clock.monotonic() - begin <= 5000)
  assert.deepEqual(stats(), { open: 0, idle: 0, waiting: 0 })
  assert.equal(clock.sleepers(), 0)
})

test('nobody there: connect, for each who asked', async (t) => {
  const sandbox = await withSandbox(t)
  const { open } = linesOf(t, sandbox, { connections: 1 })
  await sandbox.close()
  const asked = [open(), open(), open()]
  for (const each of asked) await assert.rejects(each, { name: 'NoLine', reason: 'connect' })
})

test('a name that nobody bears: connect', async (t) => {
  const sandbox = await withSandbox(t)
  const { open } = linesOf(t, sandbox, { origin: 'https://vektis.invalid' })
  await assert.rejects(open(), { name: 'NoLine', reason: 'connect' })
})

test('a line that comes back spares who waits first; the other is told', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url)
  const { open, stats } = linesOf(t, sandbox, { origin: tap.origin })
  const held = await open()
  tap.refuse()
  // Two are being opened, in vain; a third comes back before that is known.
  const [first, second] = [open(), open()]
  held.giveBack()
  await assert.rejects(second, { name: 'NoLine', reason: 'connect' })
  assert.equal((await (await first).call(PAD)).kind, 'record')
  assert.deepEqual(stats(), { open: 1, idle: 1, waiting: 0 })
})

for (const [name, pair] of [
  ['of a stranger', () => createAuthority().client()],
  [
    'that has ended',
    (authority) => authority.client({ notBefore: Date.now() - 2 * DAY_MS, notAfter: Date.now() - DAY_MS }),
  ],
] satisfies Array<[string, (authority: Authority) => Pair]>) {
  test(`a client certificate ${name}, which TLS 1.3 refuses after the handshake: tls, before anything is sent`, async (t) => {
    const sandbox = await withSandbox(t)
    const { open, stats } = linesOf(t, sandbox, { pair: pair(sandbox.authority) })
    await assert.rejects(open(), { name: 'NoLine', reason: 'tls' })
    assert.deepEqual(stats(), { open: 0, idle: 0, waiting: 0 })
    assert.equal(sandbox.control.counters().total, 0)
  })
}

test('a far side that says nothing after the handshake is taken at its silence', async (t) => {
  const sandbox = await withSandbox(t)
  const tap = await tapBefore(t, sandbox.url, { ticketless: true })
  const clock = createFakeClock()
  const { open, stats } = linesOf(t, sandbox, { origin: tap.origin, clock })
  const opening = open()
  // One sleeps until connecting takes too long, one until silence is enough.
  await until(() => clock.sleepers() === 2)
  await clock.advance(TAKEN_MS - 1)
  assert.equal(stats().open, 0)
  await clock.advance(1)
  const line = await opening
  line.giveBack()
  assert.equal(stats().idle, 1)
})
