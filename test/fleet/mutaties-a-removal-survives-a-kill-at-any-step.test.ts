// A dispatcher that is killed at any step of a poll that tells of a removal: no replica goes on giving the party.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Truth } from '../support/truth.ts'
import { dieAtEachCall, dieAtEachCommand } from './support/at-each-step.ts'

const removal = (truth: Truth) => truth.remove()

// Only Redis outlives a kill: to die after a command is to die before the next.
test('SIGKILL after each command to Redis is done', async (t) => {
  const steps = await dieAtEachCommand(t, removal, 'after')
  t.diagnostic(steps.join(', '))
  for (const step of ['held', 'write', 'erase', 'keep'])
    assert.ok(steps.includes(step), `${step} is not among ${steps.join(', ')}`)
})

test('SIGKILL while a call to Vektis is out', (t) => dieAtEachCall(t, removal))
