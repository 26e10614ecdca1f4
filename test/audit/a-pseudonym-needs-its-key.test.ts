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

test('a faulty file is refused by line, never by what stands there', () => {
  assert.throws(() => readPseudonymKeys(`x:${A}\n${B}`), {
    message: 'line 2: is not id:64hex; a bare key must be the only one',
  })
})
