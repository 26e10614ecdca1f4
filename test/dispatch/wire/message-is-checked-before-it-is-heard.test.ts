// Every message arrives as it was sent; bytes that are none are ignored and counted, whatever they are.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { lanes, refusals } from '../../../src/dispatch/question.ts'
import { createEnvelope } from '../../../src/dispatch/wire/envelope.ts'
import { readFrame, writeFrame } from '../../../src/dispatch/wire/frame.ts'
import type { Message } from '../../../src/dispatch/wire/messages.ts'
import { createTestPost } from './support/post.ts'

const id = fc.nat()
const ms = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0)
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const text = fc.string({ unit: 'grapheme', maxLength: 100 })
const lane = fc.constantFrom(...lanes)
const reason = fc.constantFrom(...refusals)
const bytes = fc.uint8Array().map((some) => Buffer.from(some))

const asked = {
  id,
  round: id,
  parts: json,
  lane,
  caller: text,
  leftMs: ms,
  ageMs: ms,
  deaths: id,
  inline: fc.boolean(),
}
const message: fc.Arbitrary<Message> = fc
  .oneof(
    fc.record({ kind: fc.constant('ask' as const), ...asked }),
    fc.record({ kind: fc.constantFrom('withdraw', 'started', 'stored', 'landed', 'moved', 'kept'), id }),
    fc.record({ kind: fc.constant('accepted' as const), id, inMs: ms }),
    fc.record({ kind: fc.constant('refused' as const), id, round: id, retryAfterSeconds: id, reason }),
    fc.record({ kind: fc.constant('answer' as const), id, bytes, early: fc.boolean() }),
    fc.record({ kind: fc.constant('failed' as const), id, fault: json }),
    fc.record({ kind: fc.constant('dispatcher' as const), token: text }),
    fc.record({ kind: fc.constant('leaving' as const) }),
  )
  // As the reader makes them, with a prototype.
  .map((fields) => Object.assign({}, fields))

test('messages arrive as they were sent, in order', () => {
  fc.assert(
    fc.property(fc.array(message), text, text, fc.nat(), (messages, from, to, number) => {
      const read = readFrame(writeFrame({ from, to, number, messages }))
      assert.deepEqual(read, { from, to, number, messages, unread: 0 })
    }),
  )
})

test('no bytes at all, signed or not, do anything but be counted', () => {
  const envelope = createEnvelope({})
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isWrapped) => {
      const reader = createTestPost('reader')
      reader.read(isWrapped ? envelope.close(Buffer.from(bytes)) : Buffer.from(bytes))
      assert.deepEqual([reader.heard.length, reader.dropped.length], [0, 1])
    }),
  )
})

test('no JSON in place of a message does anything but be counted', () => {
  const envelope = createEnvelope({})
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const reader = createTestPost('reader')
      const messages = [value as unknown as Message]
      reader.read(envelope.close(writeFrame({ from: 'writer', to: 'reader', number: 1, messages: [] })))
      assert.equal(reader.dropped.length, 0)
      reader.read(envelope.close(withMessages(messages)))
      assert.deepEqual([reader.heard.length, reader.dropped.length], [0, 1])
    }),
  )
})

const wrong: [string, Record<string, unknown>][] = [
  ['a kind that is not known', { kind: 'vote', id: 1 }],
  ['a kind that objects have of themselves', { kind: 'constructor', id: 1 }],
  ['no id', { kind: 'started' }],
  ['an id that is no number', { kind: 'started', id: '1' }],
  ['a lane that is not known', { ...ask(), lane: 'first class' }],
  ['a negative age', { ...ask(), ageMs: -1 }],
  ['an endless wait', { ...ask(), leftMs: null }],
  ['half a death', { ...ask(), deaths: 0.5 }],
  ['a caller that is endless', { ...ask(), caller: 'x'.repeat(1001) }],
  ['an answer without bytes', { kind: 'answer', id: 1 }],
  ['an answer with the bytes of nobody', { kind: 'answer', id: 1, body: 'length' }],
]

for (const [what, fields] of wrong)
  test(`a message with ${what} is left out, the others in its frame are heard`, () => {
    const reader = createTestPost('reader')
    const good = { kind: 'moved', id: 7 }
    reader.read(createEnvelope({}).close(withMessages([fields, good, { ...ask(), extra: 'from a later version' }])))
    assert.deepEqual(
      reader.heard.map(([, { kind }]) => kind),
      ['moved', 'ask'],
    )
    assert.deepEqual(reader.dropped, ['shape'])
  })

test('another version is not read', () => {
  const reader = createTestPost('reader')
  const bytes = createEnvelope({}).close(withMessages([ask()]))
  bytes[0] = 2
  reader.read(bytes)
  assert.deepEqual([reader.heard.length, reader.dropped], [0, ['version']])
})

function ask() {
  const fields = { id: 1, round: 1, parts: null, lane: 'bulk', caller: 'x', leftMs: 1, ageMs: 0, deaths: 0 }
  return { kind: 'ask', ...fields, inline: false }
}

/** A frame that holds anything at all as its messages. */
function withMessages(messages: unknown[]): Buffer {
  const head = Buffer.from(JSON.stringify({ from: 'writer', to: 'reader', number: 1, bodies: [], messages }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head])
}
