// A dispatcher that is killed at any step of a poll that tells of a removal: no replica goes on giving the party.

import test from 'node:test'
import type { Truth } from '../support/truth.ts'
import { A_WALK_MS, dieAtEachCall, dieAtEachCommand } from './support/at-each-step.ts'

const removal = (truth: Truth) => truth.remove()

// Only Redis outlives a kill: to die after a command is to die before the next.
test('SIGKILL after each command to Redis is done', { timeout: A_WALK_MS }, (t) =>
  dieAtEachCommand(t, { change: removal, when: 'after', kinds: ['held', 'write', 'erase', 'keep'] }),
)

test('SIGKILL while a call to Vektis is out', (t) => dieAtEachCall(t, removal))
