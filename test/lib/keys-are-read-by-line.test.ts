import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readKeys } from '../../src/lib/keys.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)

describe('a file of keys', () => {
  it('gives its keys in order, whatever ends the lines', () => {
    const keys = readKeys(`\r\n2026:${a}\r\n\n  2025:${b}  `)
    assert.deepEqual(
      keys.map(({ id, key }) => [id, key.export().toString('hex')]),
      [
        ['2026', a],
        ['2025', b],
      ],
    )
  })

  it('may be one bare key, named after itself', () => {
    const [{ id }] = readKeys(`${a}\n`)
    assert.match(id, /^[0-9a-f]{8}$/)
    assert.equal(readKeys(`x:${a}`)[0].fingerprint, id)
  })

  const faults: Record<string, [text: string, message: string]> = {
    'without a key': ['\n \n', 'holds no key'],
    'with a short key': [`x:${a.slice(1)}`, 'line 1: is not id:64hex'],
    'with an odd id': [`x y:${a}`, 'line 1: is not id:64hex'],
    'with a bare key beside another': [`x:${a}\n${b}`, 'line 2: is not id:64hex; a bare key must be the only one'],
    'with an id twice': [`x:${a}\nx:${b}`, 'line 2: repeats an id'],
    'with a key twice': [`x:${a}\ny:${a.toUpperCase()}`, 'line 2: repeats a key under another id'],
    'with two faults': [`oops\nx:${a}\n\n!`, 'line 1: is not id:64hex; line 4: is not id:64hex'],
  }
  for (const [name, [text, message]] of Object.entries(faults))
    it(`${name} is refused, by number and never by content`, () => assert.throws(() => readKeys(text), { message }))
})
