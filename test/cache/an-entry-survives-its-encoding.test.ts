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
/** Most of what is made here is shorter than the second. */
const asIsUpTo = fc.constantFrom(0, 10_000)
const seal = createSeal({ keys: () => readKeys('c'.repeat(64)) })

describe('an entry survives', () => {
  it('its encoding, deflated or as it is', () => {
    fc.assert(
      fc.property(entry, asIsUpTo, (given, most) => {
        const { bytes, form } = encodeEntry(given, most)
        assert.deepEqual(decodeEntry(bytes, form), given)
      }),
    )
  })

  it('its way into a value and back, plain and sealed', () => {
    fc.assert(
      fc.property(entry, fc.string(), asIsUpTo, (given, place, most) => {
        assert.deepEqual(unpackValue(place, packValue(place, given, undefined, most)), given)
        assert.deepEqual(unpackValue(place, packValue(place, given, seal, most), seal), given)
      }),
    )
  })

  it('as it is when it is short enough, and deflated when it is longer', () => {
    const given = { fetchedAt: 5, staleAt: 6, deleteAt: 7, scope: [], tags: [], document: 'a'.repeat(1000) }
    const json = JSON.stringify([5, 6, 7, [], [], given.document])
    assert.ok(packValue('a', given, undefined, json.length).includes(json))
    assert.ok(packValue('a', given, undefined, json.length - 1).length < 100)
    assert.ok(packValue('a', given).length < 100, 'and always, unless something else is said')
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
  for (const [name, bytes] of Object.entries(cases)) it(name, () => assert.throws(() => decodeEntry(bytes, 'deflated')))

  it('JSON as it is that is none', () => {
    assert.throws(() => decodeEntry(Buffer.from('[1,2,3,[],[]'), 'as-is'))
    assert.throws(() => decodeEntry(Buffer.from('[1,2,3,[]]'), 'as-is'))
  })

  it('a value of which somebody else says that it is not deflated, or not sealed', () => {
    const given = { fetchedAt: 5, staleAt: 6, deleteAt: 7, scope: [], tags: [], document: 1 }
    for (const kind of ['S', 'P', 'p', 'x']) {
      const value = packValue('a', given, seal)
      value.write(kind, 16)
      assert.throws(() => unpackValue('a', value, seal), kind)
    }
    assert.throws(() => unpackValue('a', packValue('a', given, seal, 1000)), /not sealed as it should be/)
    assert.throws(() => unpackValue('a', packValue('a', given, undefined, 1000), seal), /not sealed as it should be/)
  })

  it('a value whose head tells another time than its entry', () => {
    const value = packValue('a', { fetchedAt: 5, staleAt: 6, deleteAt: 7, scope: [], tags: [], document: 1 })
    value.write('9', 15)
    assert.throws(() => unpackValue('a', value), /another fetch time/)
  })
})
