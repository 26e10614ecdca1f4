// Searched through after a busy hour: no code, name, key, token or stack where it does not belong.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { bekend } from '../../src/sandbox/register/bekend.ts'
import { SANDBOX_TOKEN } from '../../src/sandbox/server.ts'
import { withGateway } from '../support/gateway.ts'
import { startRedis } from '../support/redis.ts'
import { sendBytes, sendFields } from './support/wire.ts'

const KEYS = ['sleutel-alles', 'sleutel-smal', 'sleutel-dubbel', 'sleutel-van-niemand']
const NAMES = Object.values(bekend).map(({ naam }) => naam)
const CODES = [...Object.values(bekend).map(({ agbcode }) => agbcode), '99999999', '12345678']
const STACK = /\bat .+:\d+:\d+|node_modules|\.ts\b|Error:/

const FAULTS = ['status-401', 'status-429', 'status-500', 'reset', 'broken-json', 'html', 'wrong-shape'] as const

test('nothing leaks', async (t) => {
  await using redis = await startRedis()
  const { url, ask, sandbox, log, auditFile, metrics } = await withGateway(t, {
    env: { REDIS_URL: redis.url, LOG_LEVEL: 'debug' },
  })
  const { control } = sandbox
  const refusals: string[] = []
  const keep = async (answer: Response) => {
    const body = await answer.text()
    if (answer.status >= 400) refusals.push(`${JSON.stringify([...answer.headers])}\n${body}`)
    return answer.status
  }

  const { specialist, ziekenhuis } = bekend
  const paths = CODES.flatMap((code) => [
    `/v2/zorgverleners/${code}`,
    `/v2/ondernemingen/${code}/relaties/organisatie`,
    `/v2/vestigingen/${code}/2026-02-30`,
    `/v2/onbekend/${code}`,
    `/v2/zorgverleners/${code}/%zz`,
    `/v2/test/${code}x`,
  ])
  for (const path of paths)
    for (const key of KEYS) await keep(await ask(path, { key, doel: key === 'sleutel-dubbel' ? 'smal' : '' }))
  for (const [at, kind] of FAULTS.entries()) {
    control.fault({ kind, times: 1 })
    await keep(await ask(`/v2/zorgverleners/${specialist.agbcode}/2019-01-0${at + 1}`))
  }
  for (const name of ['X-Doelbinding', 'X-Gebruiker', 'Prefer', 'traceparent', 'Accept', 'If-None-Match'])
    await keep(
      await ask(`/v2/zorgverleners/${specialist.agbcode}`, {
        headers: { [name]: `${specialist.agbcode},\t${KEYS[0]}` },
      }),
    )
  for (const bytes of [
    `GET /v2/${ziekenhuis.agbcode} HTTP/1.1\r\n${KEYS[0]}\r\n\r\n`,
    `GET /${ziekenhuis.agbcode}\x01 HTTP/1.1\r\n\r\n`,
  ])
    refusals.push((await sendBytes(url, bytes)).body)
  const { body } = await sendFields(url, `POST /v2/zorgverleners/${specialist.agbcode}`, [`X-API-Key: ${KEYS[0]}`])
  refusals.push(body)
  await redis.kill()
  await keep(await ask(`/v2/vestigingen/${ziekenhuis.agbcode}`))

  assert.ok(refusals.length > 150, `${refusals.length} refusals`)
  const everywhere = [...CODES, ...NAMES, ...KEYS, SANDBOX_TOKEN, SANDBOX_TOKEN.split(' ').at(-1) ?? '']
  const search = (where: string, text: string) => {
    for (const secret of everywhere) assert.ok(!text.includes(secret), `${secret} stands in the ${where}`)
  }
  for (const refusal of refusals) {
    search('refusals', refusal)
    assert.doesNotMatch(refusal, STACK)
  }
  search('application log', log())
  search('audit', readFileSync(auditFile, 'utf8'))
  // Names and labels: a measured value can have any digits.
  search('metrics', (await metrics()).replace(/ [\d.e+-]+$/gm, ''))
  assert.match(log(), /"alarm":"redis"/, 'the log was listening')
  assert.match(log(), /"route":"\/v2\/zorgverleners\/:agbcode"/)
})
