// What is handed to the log under a name that holds secrets or people never reaches it, nor does what callers send.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { createReadableLogger } from './parts.ts'

const SECRET = 'mag-niet-in-het-log'

test('secrets by name, one level deep too', () => {
  const { logger, text, lines } = createReadableLogger()
  const secret = { authorization: SECRET, headers: { x: SECRET }, url: `/v2/${SECRET}`, token: SECRET, key: SECRET }
  logger.info({ ...secret, req: { url: SECRET }, res: { x: SECRET }, below: secret, kept: 'wel' }, 'message')
  assert.ok(!text().includes(SECRET), text())
  assert.equal(lines()[0]?.['kept'], 'wel')
})

test('of a fault its words, code and place; not what hangs on it', () => {
  const { logger, text, lines } = createReadableLogger()
  const cause = Object.assign(new Error('the cause'), { request: SECRET })
  const err = Object.assign(new Error('the fault', { cause }), { code: 'E_X', request: { headers: SECRET } })
  logger.error({ err }, 'message')
  assert.ok(!text().includes(SECRET), text())
  const { stack, ...told } = (lines()[0]?.['err'] ?? {}) as Record<string, unknown>
  assert.deepEqual(told, { name: 'Error', message: 'the fault', code: 'E_X', cause: 'the cause' })
  assert.match(String(stack), /the-log-shows-no-secret/)
})

test('every line has a level in words and a moment in UTC', () => {
  const { logger, lines } = createReadableLogger()
  logger.warn('message')
  const [line] = lines()
  assert.equal(line?.['level'], 'warn')
  assert.match(String(line?.['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('an unknown caller is logged and counted, with nothing of what it sent', async (t) => {
  const gateway = await withGateway(t)
  const { status, headers } = await gateway.ask(`/v2/zorgverleners/03000001?q=${SECRET}`, {
    key: SECRET,
    headers: { 'x-gebruiker': SECRET, 'user-agent': SECRET, 'x-api-key': SECRET },
  })
  assert.equal(status, 401)
  assert.ok(!gateway.log().includes(SECRET), gateway.log())
  assert.ok(!gateway.log().includes('03000001'))
  const lines = gateway
    .log()
    .split('\n')
    .filter((line) => line.includes(headers.get('x-request-id') ?? '-'))
  assert.equal(lines.length, 1)
  const { status: logged, route, afnemer } = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  assert.deepEqual([logged, route, afnemer], [401, '/v2/zorgverleners/:agbcode', '-'])
  assert.match(await gateway.metrics(), /^agb_http_requests_total\{.*status="401",afnemer="-"\} 1$/m)
})
