// A key or hash pasted in any place of the policy never comes back in a fault: faults go to logs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeFault } from '../../src/policy/fault.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { maakSleutel } from '../../src/doelbinding/sleutel.ts'
import { fakeHash, validPolicy } from './valid.ts'

const sleutel = maakSleutel()
const hash = fakeHash('geplakt')
const secrets = [sleutel, hash, hash.slice(7), `Bearer ${sleutel}`, `${sleutel}: x`, `${sleutel}\\u0000`]

/** Every word of the file that stands alone, as name or as value. */
const words = [...validPolicy.matchAll(/[A-Za-z0-9@.:/-]*[A-Za-z0-9]/g)]

test('in every place of the file', () => {
  let refused = 0
  for (const secret of secrets) {
    for (const word of words) {
      const text = validPolicy.slice(0, word.index) + secret + validPolicy.slice(word.index + word[0].length)
      const lezing = readPolicy(Buffer.from(text), 'p.yaml', 0)
      const findings = 'faults' in lezing ? lezing.faults : lezing.waarschuwingen
      if ('faults' in lezing) refused += 1
      const shown = findings.map(writeFault).join('\n')
      assert.ok(!shown.includes(sleutel.slice(4)) && !shown.includes(hash.slice(7)), `${word[0]} → ${shown}`)
    }
  }
  assert.ok(refused > words.length, 'hardly any of them was refused')
})

test('hashes that stand in the file', () => {
  const twice = validPolicy.replace(fakeHash('erp'), fakeHash('zis 1'))
  const lezing = readPolicy(Buffer.from(twice), 'p.yaml')
  assert.ok('faults' in lezing)
  assert.doesNotMatch(lezing.faults.map(writeFault).join('\n'), /[0-9a-f]{16}/)
})
