// A caller who hangs up leaves: its line says that nothing was delivered, and the fetch goes on for the others.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import test from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestGateway, withGateway } from '../support/gateway.ts'

const PATH = '/v2/zorgverleners/03000001'
const TTL_MS = 60_000

/** Asks over a connection of its own, to be broken by the test. */
function askAlone({ url }: TestGateway, path: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: sleutel-alles\r\nX-Request-Id: hangt-op\r\n\r\n`)
  return socket
}

test('a caller who hangs up', async (t) => {
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { clock, env: { CACHE_TTL_SECONDS: '60' } })
  const { ask, audit, sandbox, log } = gateway
  const { control } = sandbox
  const line = () => audit().find(({ verzoekId }) => verzoekId === 'hangt-op')
  /** Until one line more is durable than there were. A file that is being written to is not read meanwhile. */
  const lines = () => gateway.metric('agb_audit_lines_total')
  const lineAfter = async (before: number) => {
    while ((await lines()) === before) await new Promise(setImmediate)
  }

  await t.test('leaves a line that nothing was delivered, and the call to the others', async () => {
    const before = await lines()
    const hold = control.hold(PATH)
    const socket = askAlone(gateway, PATH)
    await hold.arrived()
    const other = ask(PATH)
    socket.resetAndDestroy()
    await lineAfter(before)
    const { status, besluit, reden, uitgeleverd, herkomst, betrokkenen } = line() ?? {}
    assert.deepEqual([status, besluit, reden], [499, 'geweigerd', 'opgehangen'])
    assert.deepEqual([uitgeleverd, herkomst], [[], null])
    assert.equal((betrokkenen as string[]).length, 1, 'it is known whom the question was about')
    hold.release()
    assert.equal((await other).status, 200)
    assert.equal((await ask(PATH)).headers.get('cache-status'), 'agb-gateway; hit')
    assert.equal(control.calls(PATH).length, 1)
  })

  await t.test('is told to nobody else: not in the log, and of its lines there is one', async () => {
    assert.doesNotMatch(log(), /hangt-op.*not answered|fault of the gateway/)
    assert.equal(audit().filter(({ verzoekId }) => verzoekId === 'hangt-op').length, 1)
  })

  await t.test('alone leaves the call, which is kept for who comes', async () => {
    const path = '/v2/zorgverleners/01000001'
    const hold = control.hold(path)
    const before = await lines()
    const socket = askAlone(gateway, path)
    await hold.arrived()
    socket.end()
    await lineAfter(before)
    hold.release()
    assert.equal((await ask(path)).status, 200)
    assert.equal(control.calls(path).length, 1)
  })

  await t.test('gets no old copy, and no line that says it got one', async () => {
    // Of what names no party the feed proves nothing: past its term it is asked anew.
    const list = '/v2/landen'
    await ask(list)
    await clock.advance(TTL_MS)
    const hold = control.hold(list)
    const before = await lines()
    const socket = askAlone(gateway, list)
    await hold.arrived()
    socket.resetAndDestroy()
    await lineAfter(before)
    assert.deepEqual([audit().at(-1)?.status, audit().at(-1)?.herkomst], [499, null])
    hold.release()
  })
})
