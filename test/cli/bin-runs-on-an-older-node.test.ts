// The command as npx runs it: on the Node of the host, however old, it hands its words to the Node of the project.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { REPOSITORY, runProcess } from '../support/process.ts'

const BIN = join(REPOSITORY, 'bin/agb-gateway.js')

/** The Node of the host, where there is one beside the project's, and the project's own. */
const hosts = (process.env['PATH'] ?? '')
  .split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter(existsSync)
const nodes = [...hosts.slice(0, 1), process.execPath]

for (const node of nodes) {
  test(`${node === process.execPath ? 'the project' : 'the host'}'s node: sleutel makes a key`, async (t) => {
    const { code, stdout, stderr } = await runProcess(t, node, [BIN, 'sleutel']).ended
    assert.equal(code, 0)
    assert.match(stdout, /^agb_[A-Za-z0-9_-]{43}\nsha256:[0-9a-f]{64}\n$/)
    assert.match(stderr, /policy/)
  })

  test(`${node === process.execPath ? 'the project' : 'the host'}'s node: exit codes come through`, async (t) => {
    assert.equal((await runProcess(t, node, [BIN, 'start']).ended).code, 1)
    assert.equal((await runProcess(t, node, [BIN, 'bestaat-niet']).ended).code, 2)
  })
}

test('npx runs it by its name', async (t) => {
  const { code, stdout } = await runProcess(t, 'npx', ['--no-install', 'agb-gateway', 'sleutel'], {
    env: { HOME: REPOSITORY, npm_config_update_notifier: 'false' },
  }).ended
  assert.equal(code, 0)
  assert.match(stdout, /^agb_[A-Za-z0-9_-]{43}\n/)
})
