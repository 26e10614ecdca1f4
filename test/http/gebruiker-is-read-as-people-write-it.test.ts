// X-Gebruiker: names in UTF-8 and latin1 are both read, what cannot be printed is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readGebruiker } from '../../src/http/gebruiker.ts'

/** As Node hands a header over: one character for each byte. */
const onTheWire = (text: string, encoding: 'utf8' | 'latin1') => Buffer.from(text, encoding).toString('latin1')

test('a name with accents comes out whole, however it was encoded', () => {
  assert.equal(readGebruiker(onTheWire('É. van Ørsted-Łuk', 'utf8')), 'É. van Ørsted-Łuk')
  assert.equal(readGebruiker(onTheWire('René Müller', 'latin1')), 'René Müller')
  assert.equal(readGebruiker('u123@ziekenhuis.example'), 'u123@ziekenhuis.example')
})

test('128 characters pass, one more does not, and neither does nothing', () => {
  assert.equal(readGebruiker(onTheWire('é'.repeat(128), 'utf8')), 'é'.repeat(128))
  assert.equal(readGebruiker('x'.repeat(129)), undefined)
  assert.equal(readGebruiker(''), undefined)
})

test('what steers a terminal or turns a line around is refused', () => {
  for (const unprintable of ['a\tb', 'a\u0007b', 'a\u007fb', 'a\u202eb', 'a\u200bb'])
    assert.equal(readGebruiker(onTheWire(unprintable, 'utf8')), undefined)
})
