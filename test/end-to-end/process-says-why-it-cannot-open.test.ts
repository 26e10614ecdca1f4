// What only shows when opening, a port that is taken or an audit that cannot be written, is one clear line and exit 1.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { runMain } from '../support/process.ts'
import { gatewayFiles, parseLines } from '../support/process-gateway.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'

const takenBy = ({ url }: TestSandbox) => new URL(url).port

const cases: Record<string, { env: (folder: string, sandbox: TestSandbox) => Record<string, string>; says: RegExp }> = {
  'no directory for the audit': {
    env: (folder) => ({ AUDIT_FILE: join(folder, 'nowhere', 'audit.jsonl') }),
    says: /cannot open the audit file .*its directory does not exist/,
  },
  'a directory in place of the audit': {
    env: (folder) => ({ AUDIT_FILE: folder }),
    says: /cannot open the audit file .*it is a directory/,
  },
  'the port for callers is taken': {
    env: (_, sandbox) => ({ PORT: takenBy(sandbox) }),
    says: /address already in use 127\.0\.0\.1:\d+/,
  },
  'the management port is taken': {
    env: (_, sandbox) => ({ MANAGEMENT_PORT: takenBy(sandbox) }),
    says: /address already in use 127\.0\.0\.1:\d+/,
  },
}

for (const [name, { env, says }] of Object.entries(cases)) {
  test(name, async (t) => {
    const sandbox = await withSandbox(t)
    const files = gatewayFiles(t, sandbox)
    const { code, stdout, stderr } = await runMain(t, ['start'], { ...files.env, ...env(files.folder, sandbox) }).ended
    assert.equal(code, 1)
    assert.equal(stdout, '')
    const fatal = parseLines(stderr).filter(({ level }) => level === 'fatal')
    assert.equal(fatal.length, 1)
    assert.equal(fatal[0]?.['msg'], 'agb-gateway did not start')
    assert.match(String((fatal[0]?.['err'] as Error | undefined)?.message), says)
  })
}
