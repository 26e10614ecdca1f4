// A dispatcher that is killed at any step of a poll that brings a change: no replica misses the change.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Truth } from '../support/truth.ts'
import { dieAtEachCall, dieAtEachCommand } from './support/at-each-step.ts'

const change = (truth: Truth) => void truth.rename()

// Only Redis outlives a kill: to die before a command is to die after the one before it.
test('SIGKILL before each command to Redis is done', async (t) => {
  const steps = await dieAtEachCommand(t, change, 'before')
  t.diagnostic(steps.join(', '))
  for (const step of ['held', 'write', 'keep'])
    assert.ok(steps.includes(step), `${step} is not among ${steps.join(', ')}`)
})

test('SIGKILL while a call to Vektis is out', (t) => dieAtEachCall(t, change))
