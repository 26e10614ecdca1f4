// An audit that cannot be written closes the gateway: no data, no refusal, not even what is held. Until it can again.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import test from 'node:test'
import { bekend } from '../../src/sandbox/register/bekend.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestGateway, withGateway } from '../support/gateway.ts'
import { problemOf } from './support/problem.ts'

const HELD = '/v2/zorgverleners/03000001'
const NOT_HELD = '/v2/zorgverleners/01000001'
const KNOWN = [
  HELD,
  NOT_HELD,
  '/v2/landen',
  '/v2/zorgverleners/1',
  '/v2/landen?x',
  '/gateway/v1/doelbinding',
  '/gateway/v1/x',
]

const ready = async ({ managementUrl }: TestGateway) => (await fetch(`${managementUrl}/readyz`)).status

async function assertClosed(gateway: TestGateway): Promise<void> {
  const { ask, metric } = gateway
  for (const headers of [{}, { 'if-none-match': '*' }, { 'x-doelbinding': 'vreemd' }])
    for (const path of KNOWN) {
      const answer = await ask(path, { headers })
      assert.equal(answer.headers.get('etag'), null)
      assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
      const problem = JSON.stringify(await problemOf(answer, 503, 'audit-niet-beschikbaar'))
      assert.ok(!problem.includes(bekend.specialist.naam))
    }
  assert.equal((await ask(HELD, { key: '' })).status, 401, 'who is not known needs no line')
  assert.equal((await ask('/openapi.json', { key: '' })).status, 200)
  assert.ok((await metric('agb_alarm_total{code="audit"}')) >= 1)
  assert.equal(await ready(gateway), 503)
}

test('the audit file is deleted', async (t) => {
  const gateway = await withGateway(t)
  assert.equal((await gateway.ask(HELD)).status, 200)
  rmSync(gateway.auditFile)
  await assertClosed(gateway)
})

test('another file, that cannot be written, comes in its place', async (t) => {
  const gateway = await withGateway(t)
  assert.equal((await gateway.ask(HELD)).status, 200)
  renameSync(gateway.auditFile, `${gateway.auditFile}.1`)
  writeFileSync(gateway.auditFile, '', { mode: 0o444 })
  await assertClosed(gateway)
  assert.equal(statSync(gateway.auditFile).size, 0)
})

/** No file of this process may grow over so many bytes: the nearest to a full disk that needs no disk. */
const limitFiles = (bytes: number | 'unlimited') =>
  execFileSync('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:`])

test('the disk is full, and then no longer', async (t) => {
  const ignore = () => {}
  process.on('SIGXFSZ', ignore)
  t.after(() => process.off('SIGXFSZ', ignore))
  const clock = createFakeClock(Date.now())
  const gateway = await withGateway(t, { clock })
  const { ask, audit, auditFile } = gateway
  assert.equal((await ask(HELD)).status, 200)
  const written = audit()

  limitFiles(statSync(auditFile).size + 100)
  t.after(() => limitFiles('unlimited'))
  await assertClosed(gateway)

  limitFiles('unlimited')
  // A probe a second finds out that it can be written again.
  do await clock.advance(1000)
  while ((await ready(gateway)) !== 200)
  assert.equal((await ask(HELD)).status, 200)
  assert.deepEqual(audit().slice(0, -1), written, 'whole lines only, and none of what was refused')
  assert.equal(audit().at(-1)?.vorige, written.at(-1)?.hash)
})
