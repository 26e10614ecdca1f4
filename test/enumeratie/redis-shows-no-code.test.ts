// What Redis holds of a caller's questions names no code, and ends by itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createZegel } from '../../src/enumeratie/zegel.ts'
import { startFleet } from './fleet.ts'
import { asCode, row } from './patterns.ts'
import { RUN, SPAN_MS } from './watch.ts'

test('no code stands in any key or value, as text or as number, and every key has its end', async () => {
  await using fleet = await startFleet()
  const { one } = fleet
  const codes = row(3_000_001, RUN / 2 + 1)
  for (const code of codes) await one.ask(code, { held: false, bekend: false })
  const keys = await one.redis.keys('*')
  assert.deepEqual(
    keys.sort(),
    ['bekend', 'codes', 'onbekend', 'stand'].map((what) => `{agb}:enumeratie:${what}:a`),
  )
  for (const key of keys) {
    assert.ok((await one.redis.pttl(key)) > 0, key)
    assert.ok((await one.redis.pttl(key)) <= 2 * SPAN_MS, key)
    const bytes = await one.redis.dumpBuffer(key)
    for (const code of codes) {
      const [big, little] = [Buffer.alloc(4), Buffer.alloc(4)]
      big.writeUInt32BE(code)
      little.writeUInt32LE(code)
      for (const form of [asCode(code), big, little]) assert.equal(bytes.includes(form), false, key)
    }
  }
})

test('sealed codes open under their own key and caller, and under no other', () => {
  const zegel = createZegel(Buffer.alloc(16, 1))
  const blocks = Buffer.concat([30_000_001, 2, 99_999_999].map((code) => zegel.seal('a', code)))
  assert.deepEqual([...zegel.open('a', blocks)], [2, 30_000_001, 99_999_999])
  assert.deepEqual([...zegel.open('b', blocks)], [])
  assert.deepEqual([...createZegel(Buffer.alloc(16, 2)).open('a', blocks)], [])
  assert.deepEqual(zegel.seal('a', 7), zegel.seal('a', 7))
  assert.notDeepEqual(zegel.seal('a', 7), zegel.seal('b', 7))
})
