// A word that is not one of the commands gives the usage on standard error and exit 2; who asks for help gets 0.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runMain } from '../support/process.ts'

const WORDS = [
  'start',
  'sandbox',
  'openapi',
  'sleutel',
  'controleer',
  'verwerkingsregister',
  'inzage',
  'audit-verifieer',
]

for (const [name, args, expected] of [
  ['no word', [], 2],
  ['an unknown word', ['statr'], 2],
  ['a word that every object has', ['constructor'], 2],
  ['--help', ['--help'], 0],
] as const) {
  test(name, async (t) => {
    const { code, stdout, stderr } = await runMain(t, args).ended
    assert.equal(code, expected)
    assert.equal(stdout, '')
    for (const word of WORDS) assert.match(stderr, new RegExp(`^ {2}${word}\\b`, 'm'))
  })
}

test('a word with arguments that it does not take gives its own usage', async (t) => {
  for (const args of [['sleutel', 'te-veel'], ['controleer'], ['audit-verifieer'], ['inzage']] as const) {
    const { code, stdout, stderr } = await runMain(t, args).ended
    assert.equal(code, 2, stderr)
    assert.equal(stdout, '')
    assert.match(stderr, new RegExp(`^Gebruik: agb-gateway ${args[0]}`, 'm'))
  }
})
