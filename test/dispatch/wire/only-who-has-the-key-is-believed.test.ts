// With a key each frame is signed for one writer, one reader, once; whoever can publish but has no key is not heard.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestPost, keyed } from './support/post.ts'

test('with the same key one is heard', async () => {
  const writer = createTestPost('writer', keyed('k1'))
  const reader = createTestPost('reader', keyed('k1'))
  reader.read(await writer.write('reader'))
  assert.deepEqual(reader.heard, [['writer', { kind: 'started', id: 1 }]])
})

test('unsigned, signed with a key that is not known, and signed with another key under the same name: not believed', async () => {
  const reader = createTestPost('reader', keyed('k1'))
  const namesake = keyed('k2')().map(({ key, fingerprint }) => ({ id: 'k1', fingerprint, key }))
  const [first] = namesake
  reader.read(await createTestPost('writer').write('reader'))
  reader.read(await createTestPost('writer', keyed('k2')).write('reader'))
  reader.read(await createTestPost('writer', () => [first!]).write('reader'))
  assert.deepEqual(reader.dropped, ['unsigned', 'unknown-key', 'forged'])
  assert.equal(reader.heard.length, 0)
})

test('who has no key does not believe what it cannot check', async () => {
  const reader = createTestPost('reader')
  reader.read(await createTestPost('writer', keyed('k1')).write('reader'))
  assert.deepEqual(reader.dropped, ['unknown-key'])
})

test('every key of the file is believed, the first signs: so a key is changed without a word lost', async () => {
  const before = createTestPost('before', keyed('k1'))
  const during = createTestPost('during', keyed('k2', 'k1'))
  const after = createTestPost('after', keyed('k2'))
  during.read(await before.write('during'))
  after.read(await during.write('after'))
  assert.deepEqual([during.heard.length, after.heard.length], [1, 1])
})

test('no bit of a signed frame can be changed', async () => {
  const bytes = await createTestPost('writer', keyed('k1')).write('reader')
  for (let at = 0; at < bytes.length; at += 1) {
    const reader = createTestPost('reader', keyed('k1'))
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    reader.read(changed)
    assert.equal(reader.heard.length, 0, `byte ${at}`)
    assert.equal(reader.dropped.length, 1)
  }
})

test('what was meant for one is not heard by another', async () => {
  const bytes = await createTestPost('writer', keyed('k1')).write('reader')
  const other = createTestPost('other', keyed('k1'))
  other.read(bytes)
  assert.deepEqual([other.heard.length, other.dropped], [0, ['addressee']])
})

test('what is caught and sent again is not heard again; what arrives in another order is heard', async () => {
  const writer = createTestPost('writer', keyed('k1'))
  const reader = createTestPost('reader', keyed('k1'))
  const frames = [await writer.write('reader'), await writer.write('all'), await writer.write('reader')]
  for (const at of [2, 0, 1, 0, 1, 2]) reader.read(frames[at]!)
  assert.deepEqual([reader.heard.length, reader.dropped], [3, ['replayed', 'replayed', 'replayed']])
})

test('a frame from long ago counts as heard, though it was never', async () => {
  const writer = createTestPost('writer', keyed('k1'))
  const reader = createTestPost('reader', keyed('k1'))
  const old = await writer.write('reader')
  for (let n = 0; n < 3000; n += 1) reader.read(await writer.write('reader'))
  reader.read(old)
  assert.deepEqual([reader.heard.length, reader.dropped], [3000, ['replayed']])
})

test('a process does not hear itself', async () => {
  const writer = createTestPost('writer', keyed('k1'))
  writer.read(await writer.write('all'))
  assert.deepEqual([writer.heard.length, writer.dropped.length], [0, 0])
})
