// After SIGTERM the platform first hears that nobody should come; who came all the same, and who waits, is still served.

import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { gatewayFiles, type GatewayProcess, parseLines, startProcess } from '../support/process-gateway.ts'
import { withSandbox } from '../support/sandbox.ts'

const PAD = '/v2/zorgverleners/03000001'
const readyz = async ({ managementUrl }: GatewayProcess) => (await fetch(`${managementUrl}/readyz`)).status

async function held(t: TestContext, delaySeconds: string) {
  const sandbox = await withSandbox(t)
  const files = gatewayFiles(t, sandbox)
  const gateway = await startProcess(t, { ...files.env, SHUTDOWN_DELAY_SECONDS: delaySeconds })
  const hold = sandbox.control.hold(PAD)
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown }>()
  const headers = { authorization: 'Bearer sleutel-alles', 'x-request-id': 'verzoek-dat-loopt' }
  request(`${gateway.url}${PAD}`, { agent, headers }, (response) => {
    json(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject)
  })
    .once('error', reject)
    .end()
  await hold.arrived()
  return { sandbox, files, gateway, hold, running: promise }
}

/** Asks /readyz until it says so; the process decides when its signal comes through. */
async function untilNotReady(gateway: GatewayProcess): Promise<void> {
  while ((await readyz(gateway)) !== 503);
}

test('SIGTERM: not ready, still served for the delay, running questions finish, exit 0', async (t) => {
  const { files, gateway, hold, running } = await held(t, '1')
  assert.equal(await readyz(gateway), 200)
  const begin = performance.now()
  gateway.signal('SIGTERM')
  await untilNotReady(gateway)
  assert.equal((await fetch(`${gateway.managementUrl}/livez`)).status, 200)
  assert.equal((await gateway.ask('/v2/landen')).status, 200)
  const doorClosed = gateway.ended.then(() => 'closed')
  assert.equal(await Promise.race([running.then(() => 'answered'), doorClosed, readyz(gateway)]), 503)
  hold.release()
  assert.equal((await running).status, 200)
  const { code } = await gateway.ended
  assert.equal(code, 0)
  assert.ok(performance.now() - begin >= 990)
  assert.ok(files.audit().some(({ verzoekId }) => verzoekId === 'verzoek-dat-loopt'))
})

test('SIGINT: no delay, but running questions finish; a connection that is kept alive holds nothing up', async (t) => {
  const { files, gateway, hold, running } = await held(t, '600')
  gateway.signal('SIGINT')
  await untilNotReady(gateway).catch(() => {})
  hold.release()
  assert.equal((await running).status, 200)
  const { code, stderr } = await gateway.ended
  assert.equal(code, 0)
  assert.match(stderr, /"msg":"agb-gateway is closed"/)
  const last = files.audit().at(-1)
  const head = parseLines(stderr).find(({ msg }) => msg === 'head of the audit chain')
  assert.deepEqual([head?.['volgnummer'], head?.['hash']], [last?.['volgnummer'], last?.['hash']])
})

test('a signal that comes double, as through npm, is one wish', async (t) => {
  const { gateway, hold, running } = await held(t, '600')
  gateway.signal('SIGINT')
  await untilNotReady(gateway).catch(() => {})
  gateway.signal('SIGINT')
  hold.release()
  assert.equal((await running).status, 200)
  assert.equal((await gateway.ended).code, 0)
})
