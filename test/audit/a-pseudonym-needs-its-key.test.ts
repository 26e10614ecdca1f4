// Pseudonyms: the same code under the same key is the same, the first key writes, all are read, faults tell no key.

import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { readPseudonymKeys } from '../../src/audit/pseudonym.ts'

const A = 'a1'.repeat(32)
const B = 'b2'.repeat(32)
const hmac = (hex: string, code: string) =>
  createHmac('sha256', Buffer.from(hex, 'hex')).update(code).digest('hex').slice(0, 32)

test('a pseudonym is the key id and 128 bits of HMAC-SHA-256', () => {
  const { pseudonym } = readPseudonymKeys(`2026:${A}\n`)
  assert.equal(pseudonym('03000001'), `2026:${hmac(A, '03000001')}`)
  assert.equal(pseudonym('03000001'), pseudonym('03000001'))
  assert.notEqual(pseudonym('03000001'), pseudonym('03000002'))
})

test('the first key writes, and a code is found under every key', () => {
  const { pseudonym, all } = readPseudonymKeys(`new:${B}\r\nold:${A}\r\n`)
  assert.equal(pseudonym('03000001'), `new:${hmac(B, '03000001')}`)
  assert.deepEqual(all('03000001'), [`new:${hmac(B, '03000001')}`, `old:${hmac(A, '03000001')}`])
})

test('a bare key gets the first eight hex of its own hash as id', () => {
  const id = createHash('sha256').update(Buffer.from(A, 'hex')).digest('hex').slice(0, 8)
  const { pseudonym } = readPseudonymKeys(A)
  assert.equal(pseudonym('03000001'), `${id}:${hmac(A, '03000001')}`)
})

const faults: Record<string, [text: string, message: string]> = {
  'an empty file': ['\n', 'pseudonym keys: line 1: no key'],
  'a key too short': [`x:${A.slice(2)}`, 'pseudonym keys: line 1: not a line of the form id:64hex'],
  'a bare key beside others': [`x:${B}\n${A}`, 'pseudonym keys: line 2: not a line of the form id:64hex'],
  'an id twice': [`x:${A}\n\nx:${B}`, 'pseudonym keys: line 3: an id that was used before'],
  'a key twice': [`x:${A}\ny:${A.toUpperCase()}`, 'pseudonym keys: line 2: a key that was given before'],
  'two faults': [
    `x:${A}\n?:${B}\nx:${B}`,
    'pseudonym keys: line 2: not a line of the form id:64hex; line 3: an id that was used before',
  ],
}

for (const [name, [text, message]] of Object.entries(faults)) {
  test(`${name} is named by its line, never by what stands there`, () => {
    assert.throws(() => readPseudonymKeys(text), { message })
  })
}
