// Standard output holds the audit and nothing else; the application log goes to standard error, without a value in it.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { verify } from '../../src/audit/verify.ts'
import { gatewayFiles, parseLines, startProcess } from '../support/process-gateway.ts'
import { withSandbox } from '../support/sandbox.ts'

const PAD = '/v2/zorgverleners/03000001'

test('without AUDIT_FILE standard output is the audit', async (t) => {
  const sandbox = await withSandbox(t)
  const files = gatewayFiles(t, sandbox)
  const { AUDIT_FILE: _, ...env } = files.env
  const gateway = await startProcess(t, { ...env, LOG_LEVEL: 'trace' })
  const answers = [await gateway.ask(PAD), await gateway.ask(PAD, 'onbekende-sleutel'), await gateway.ask('/v2/x')]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 401, 404],
  )
  gateway.signal('SIGINT')
  const { code, stdout, stderr } = await gateway.ended
  assert.equal(code, 0)
  assert.equal((await verify([files.write('audit-from-stdout', stdout)])).gebrek, undefined)
  const lines = parseLines(stdout)
  assert.deepEqual(
    lines.map(({ verzoekId }) => verzoekId).filter((id) => id === answers[0]?.headers.get('x-request-id')),
    [answers[0]?.headers.get('x-request-id')],
  )
  assert.ok(!lines.some(({ verzoekId }) => verzoekId === answers[1]?.headers.get('x-request-id')))

  const log = parseLines(stderr)
  assert.ok(log.every(({ level, time, msg }) => level && time && msg))
  for (const text of ['03000001', 'KLAVERSTEEN', 'sleutel-alles', 'onbekende-sleutel', sandbox.token])
    assert.ok(!`${stdout}${stderr}`.includes(text), text)
})

test('{replica} in AUDIT_FILE is the name of the replica, by default that of the host', async (t) => {
  const sandbox = await withSandbox(t)
  const { env, folder } = gatewayFiles(t, sandbox)
  await startProcess(t, { ...env, AUDIT_FILE: join(folder, '{replica}.jsonl'), REPLICA_NAME: 'agb-gateway-7' })
  assert.ok(existsSync(join(folder, 'agb-gateway-7.jsonl')))
})
