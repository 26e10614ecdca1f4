// A command whose output nobody reads to the end stops without a stack, and without a verdict that could pass for success.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { MAIN, REPOSITORY } from '../support/process.ts'

test('it ends with 2 and says nothing', async () => {
  const child = spawn(process.execPath, [MAIN, 'verwerkingsregister', 'docs/voorbeeld-policy.yaml'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  assert.equal(said, '')
  assert.equal(code, 2)
})
