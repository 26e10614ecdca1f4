// Unknown codes stop a caller only when they are many and a high share; delays grow from nothing to the longest.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStop, isTraag, oordeelOnbekend, vertraging } from '../../src/enumeratie/oordeel.ts'

const grenzen = { run: 60, onbekendAandeel: 0.3, vertragingMs: 5000 }
const judge = (onbekend: number, bekend: number) => oordeelOnbekend({ onbekend, bekend }, grenzen)

test('a slip in a hundred never stops anybody', () => {
  assert.equal(isTraag(judge(1430, 141_570)), false)
})

test('a first few that are all unknown stop nobody', () => {
  assert.equal(isTraag(judge(29, 0)), false)
})

test('many and a high share stop', () => {
  assert.deepEqual(
    [isStop(judge(59, 0)), isStop(judge(60, 0)), isStop(judge(60, 140)), isStop(judge(60, 141))],
    [false, true, true, false],
  )
})

test('the delay grows from the half on, to the longest and no further', () => {
  const at = (ernst: number) => vertraging({ reden: 'rij', aantal: 0, ernst }, grenzen)
  assert.deepEqual([0.4, 0.5, 0.75, 1, 3].map(at), [0, 0, 2500, 5000, 5000])
})
