// However the sandbox is ended, no process of it is left and its folder is gone: also when only npm hears the signal.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { REPOSITORY, runProcess } from '../support/process.ts'

const PORTS = { PORT: '0', MANAGEMENT_PORT: '0', SANDBOX_PORT: '0' }
const BIN = join(REPOSITORY, 'bin/agb-gateway.js')

/** Processes of a group that still run; one that has ended and waits to be buried does not count. */
function membersOf(group: number): string[] {
  const stats = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      return [readFileSync(`/proc/${pid}/stat`, 'latin1')]
    } catch {
      return []
    }
  })
  return stats.filter((stat) => {
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(pgrp) === group && state !== 'Z'
  })
}

async function openSandbox(t: TestContext, command: string, args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'agb-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const env = { ...PORTS, TMPDIR: folder, HOME: folder }
  const sandbox = runProcess(t, command, args, { env, detached: true })
  await sandbox.said(/Ctrl-C stops all of it/)
  assert.equal(readdirSync(folder).filter((name) => name.startsWith('agb-gateway-sandbox-')).length, 1)
  return {
    ...sandbox,
    /** Resolves when its output has closed: nobody is left who could write to it. */
    gone: async () => {
      const { stderr } = await sandbox.ended
      assert.doesNotMatch(stderr, /second SIG/)
      assert.deepEqual(membersOf(sandbox.pid), [])
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('agb-gateway-sandbox-')),
        [],
      )
    },
  }
}

const npm = ['npm', ['run', 'sandbox']] as const

test('Ctrl-C, which goes to the whole group', async (t) => {
  const sandbox = await openSandbox(t, npm[0], [...npm[1]])
  process.kill(-sandbox.pid, 'SIGINT')
  await sandbox.gone()
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} to npm alone`, async (t) => {
    const sandbox = await openSandbox(t, npm[0], [...npm[1]])
    sandbox.signal(signal)
    await sandbox.gone()
  })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} to the command, by its group`, async (t) => {
    const sandbox = await openSandbox(t, 'node', [BIN, 'sandbox'])
    process.kill(-sandbox.pid, signal)
    await sandbox.gone()
  })
}
