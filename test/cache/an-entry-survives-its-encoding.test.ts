import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { decodeEntry, encodeEntry } from '../../src/cache/codec.ts'
import type { Entry } from '../../src/cache/entry.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { readKeys } from '../../src/lib/keys.ts'
import { packValue, unpackValue } from '../../src/cache/value.ts'

const moment = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const names = fc.array(fc.string({ unit: 'binary' }))
const document = fc.option(
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  { nil: undefined },
)
const entry: fc.Arbitrary<Entry> = fc.record(
  { fetchedAt: moment, staleAt: moment, deleteAt: moment, scope: names, tags: names, document },
  { noNullPrototype: true },
)
const seal = createSeal({ keys: () => readKeys('c'.repeat(64)) })

describe('an entry survives', () => {
  it('its encoding', () => {
    fc.assert(fc.property(entry, (given) => assert.deepEqual(decodeEntry(encodeEntry(given)), given)))
  })

  it('its way into a value and back, plain and sealed', () => {
    fc.assert(
      fc.property(entry, fc.string(), (given, place) => {
        assert.deepEqual(unpackValue(place, packValue(place, given)), given)
        assert.deepEqual(unpackValue(place, packValue(place, given, seal), seal), given)
      }),
    )
  })
})

describe('what is no entry is refused', () => {
  const packed = (value: unknown) => deflateRawSync(JSON.stringify(value))
  const cases: Record<string, Buffer> = {
    nothing: Buffer.of(),
    'plain JSON': Buffer.from('[1,2,3,[],[]]'),
    'an object': packed({ fetchedAt: 1 }),
    'too few parts': packed([1, 2, 3, []]),
    'too many parts': packed([1, 2, 3, [], [], {}, 7]),
    'a time as text': packed([1, '2', 3, [], []]),
    'half a millisecond': packed([1, 2.5, 3, [], []]),
    'a scope that is no list': packed([1, 2, 3, 'naam', []]),
    'a tag that is a number': packed([1, 2, 3, [], [12345678]]),
    'a value that unpacks to more than memory should hold': packed([1, 2, 3, [], [], ' '.repeat(33 * 1024 * 1024)]),
  }
  for (const [name, bytes] of Object.entries(cases)) it(name, () => assert.throws(() => decodeEntry(bytes)))

  it('a value whose head tells another time than its entry', () => {
    const value = packValue('a', { fetchedAt: 5, staleAt: 6, deleteAt: 7, scope: [], tags: [], document: 1 })
    value.write('9', 15)
    assert.throws(() => unpackValue('a', value), /another fetch time/)
  })
})
