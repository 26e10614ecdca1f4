// A gateway of several lives: files rotated and deleted in time, heads in the log, and all that is left proves itself.

import assert from 'node:assert/strict'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeBody, link } from '../../src/audit/chain.ts'
import { auditFiles, rotatedPath } from '../../src/audit/files.ts'
import { auditVerifieer } from '../../src/cli/audit-verifieer.ts'
import { makeRegel, readRegels } from '../audit/parts.ts'
import { createFakeIo } from '../cli/fake-io.ts'
import { gatewayFiles, startProcess } from '../support/process-gateway.ts'
import { withSandbox } from '../support/sandbox.ts'

const PAD = '/v2/zorgverleners/03000001'
const DAY_MS = 86_400_000

/** A file of one chain with one line, as a gateway left it so many days ago; gives the hash that it ends with. */
function leaveFile(path: string, daysAgo: number, vorige: string | null): string {
  const moment = Date.now() - daysAgo * DAY_MS
  const { lines, head } = link([writeBody(makeRegel(), new Date(moment).toISOString())], {
    keten: `oud-${daysAgo}`,
    volgnummer: 0,
    hash: vorige,
  })
  const name = rotatedPath(path, moment)
  writeFileSync(name, lines, { mode: 0o400 })
  utimesSync(name, 0, 0)
  return head.hash ?? ''
}

test('rotated, deleted in time, and whole by the heads of its log', async (t) => {
  const sandbox = await withSandbox(t)
  const { env, folder } = gatewayFiles(t, sandbox)
  const pattern = join(folder, 'audit-{replica}.jsonl')
  const path = join(folder, 'audit-een.jsonl')
  leaveFile(path, 30, leaveFile(path, 60, leaveFile(path, 4000, null)))
  const settings = {
    ...env,
    AUDIT_FILE: pattern,
    REPLICA_NAME: 'een',
    AUDIT_ROTATE_MB: '1',
    AUDIT_RETENTION_DAYS: '40',
  }
  const log = join(folder, 'gateway.log')
  let said = ''
  for (let life = 1; life <= 2; life += 1) {
    const gateway = await startProcess(t, settings)
    const relaties = Array.from({ length: 900 }, () =>
      gateway.ask(`${PAD}/relaties`, 'sleutel-alles', { 'x-gebruiker': 'g'.repeat(128) }),
    )
    for (const { status } of await Promise.all(relaties)) assert.equal(status, 200)
    assert.equal((await gateway.ask(PAD)).status, 200)
    gateway.signal('SIGINT')
    const { code, stderr } = await gateway.ended
    assert.equal(code, 0)
    said += stderr
  }
  writeFileSync(log, said)

  const files = await auditFiles(pattern)
  assert.ok(files.length >= 3, readdirSync(folder).join(' '))
  const io = createFakeIo()
  assert.equal(await auditVerifieer([...files.toReversed(), '--koppen', log], io), 0, io.written().out)
  assert.match(io.written().out, /op 1 plaats\(en\) is wat ervoor stond na de bewaartermijn verwijderd/)
  const regels = (await Promise.all(files.map(readRegels))).flat()
  const told = regels.filter(({ handeling }) => handeling === 'audit-verwijderd')
  assert.deepEqual(
    told.map(({ bijzonderheden }) => bijzonderheden?.['regels']),
    [1, 1],
  )
  assert.equal(files.length, readdirSync(folder).filter((name) => name.startsWith('audit-een')).length)
  assert.equal(regels.filter(({ afnemer }) => afnemer === 'alles').length, 2 * 901)
  assert.doesNotMatch(said, /"volgnummer":0/)
})
