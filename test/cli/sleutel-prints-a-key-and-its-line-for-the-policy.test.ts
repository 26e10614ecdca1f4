// `sleutel` makes a key that the policy then knows.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sleutel } from '../../src/cli/sleutel.ts'
import { createFakeIo } from './fake-io.ts'

test('the key stands on the first line, the hash of its bytes on the second', async () => {
  const io = createFakeIo()
  assert.equal(await sleutel([], io), 0)
  const [key = '', line, rest] = io.written().out.split('\n')
  assert.match(key, /^agb_[A-Za-z0-9_-]{43}$/)
  assert.equal(line, `sha256:${createHash('sha256').update(Buffer.from(key)).digest('hex')}`)
  assert.equal(rest, '')
  assert.ok(!io.written().err.includes(key))
})

test('every key is new', async () => {
  const io = createFakeIo()
  await sleutel([], io)
  await sleutel([], io)
  const keys = io.written().out.match(/^agb_.*$/gm) ?? []
  assert.equal(new Set(keys).size, 2)
})

test('words and flags that it does not know make no key', async () => {
  for (const args of [['naam'], ['--lang'], ['-x']]) {
    const io = createFakeIo()
    assert.equal(await sleutel(args, io), 2)
    assert.deepEqual(io.written(), { out: '', err: 'Gebruik: agb-gateway sleutel\n' })
  }
})
