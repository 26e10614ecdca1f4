// A dispatcher that is killed at any step of a poll that brings a change: no replica misses the change.

import test from 'node:test'
import type { Truth } from '../support/truth.ts'
import { A_WALK_MS, dieAtEachCall, dieAtEachCommand } from './support/at-each-step.ts'

const change = (truth: Truth) => void truth.rename()

// Only Redis outlives a kill: to die before a command is to die after the one before it.
test('SIGKILL before each command to Redis is done', { timeout: A_WALK_MS }, (t) =>
  dieAtEachCommand(t, { change, when: 'before', kinds: ['held', 'write', 'keep'] }),
)

test('SIGKILL while a call to Vektis is out', (t) => dieAtEachCall(t, change))
