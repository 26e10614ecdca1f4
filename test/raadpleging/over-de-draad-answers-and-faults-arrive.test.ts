// Answers go over the wire as they stand in Redis, faults as a code: nothing that is not ours is believed or repeated.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createSeal } from '../../src/cache/seal.ts'
import { packValue } from '../../src/cache/value.ts'
import { NoAnswer, NoPlace, refusals, TooLate } from '../../src/dispatch/question.ts'
import { NoLine } from '../../src/domain/outcome.ts'
import { Problem } from '../../src/errors.ts'
import { readKeys } from '../../src/lib/keys.ts'
import { createCodec } from '../../src/raadpleging/over-de-draad.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, held, vraagOf } from './parts.ts'

const { sleutel: key } = vraagOf('zorgverlener')
const keysOf = (id: string, digit: string) => createSeal({ keys: () => readKeys(`${id}:${digit.repeat(64)}`) })

function setup(seal?: ReturnType<typeof createSeal>) {
  const defects: unknown[] = []
  const codec = createCodec({ seal, datumformaat: 'yyyy-MM-dd', onDefect: (error) => defects.push(error) })
  /** What another replica makes of the fault. */
  const told = (error: unknown) => {
    const fault = codec.readFault(JSON.parse(JSON.stringify(codec.writeFault(error))))
    assert.ok(fault instanceof Problem)
    return fault
  }
  return { codec, defects, told }
}

const clock = createFakeClock()

describe('an answer over the wire', () => {
  for (const [how, seal] of [
    ['plain', undefined],
    ['sealed', keysOf('k1', 'a')],
  ] as const)
    it(`arrives as it was, ${how}`, () => {
      const { codec } = setup(seal)
      for (const entry of [entryOf(clock), entryOf(clock, { document: undefined })])
        for (const mayBeHeld of [true, false]) {
          const answer = { entry, mayBeHeld }
          assert.deepEqual(codec.readAnswer(key, Buffer.from(codec.writeAnswer(key, answer))), answer)
        }
    })

  it('is what stands in Redis when it is long, not deflated when short, behind a letter that says whether it may be held', () => {
    const { codec } = setup()
    const short = entryOf(clock)
    const long = entryOf(clock, { document: 'a'.repeat(20_000) })
    const packed = packValue(`{agb}:entry:${key}`, long)
    assert.deepEqual(codec.writeAnswer(key, held(long)), Buffer.concat([Buffer.from('h'), packed]))
    assert.ok(Buffer.from(codec.writeAnswer(key, held(short))).includes(JSON.stringify(short.document)))
  })

  it('of another question, under another key or without a seal is not believed', () => {
    const { codec } = setup(keysOf('k1', 'a'))
    const sealed = Buffer.from(codec.writeAnswer(key, held(entryOf(clock))))
    assert.throws(() => codec.readAnswer('zorgverlener/03000002', sealed))
    assert.throws(() => setup(keysOf('k2', 'b')).codec.readAnswer(key, sealed))
    assert.throws(() => codec.readAnswer(key, Buffer.from(setup().codec.writeAnswer(key, held(entryOf(clock))))))
    assert.throws(() => codec.readAnswer(key, Buffer.from('{}')))
    assert.throws(() => codec.readAnswer(key, Buffer.alloc(0)))
  })

  it('shows nothing of the document when it is sealed', () => {
    const { codec } = setup(keysOf('k1', 'a'))
    assert.doesNotMatch(Buffer.from(codec.writeAnswer(key, held(entryOf(clock)))).toString('latin1'), /Jansen/)
  })
})

describe('a fault over the wire', () => {
  for (const [error, code, retryAfter] of [
    [new Problem('vektis-faalt', 'x'), 'vektis-faalt', undefined],
    [new Problem('vektis-weigert-vraag', 'x'), 'vektis-weigert-vraag', undefined],
    [new Problem('vektis-te-laat', 'x'), 'vektis-te-laat', undefined],
    [new Problem('vektis-begrenst', 'x', { headers: { 'Retry-After': '30' } }), 'vektis-begrenst', '30'],
    [new NoPlace(7, 'closing'), 'geen-plaats', '7'],
    [new NoAnswer(), 'vektis-te-laat', undefined],
    [new TooLate(), 'vektis-te-laat', undefined],
    [new NoLine('connect'), 'vektis-faalt', undefined],
  ] as const)
    it(`is told as it is: ${error.name} ${code}`, () => {
      const { told, defects } = setup()
      const { code: heard, headers } = told(error)
      assert.deepEqual([heard, headers['Retry-After']], [code, retryAfter])
      assert.deepEqual(defects, [])
    })

  it('says why there is no place, each time in other words', () => {
    const { told } = setup()
    const details = refusals.map((reason) => told(new NoPlace(7, reason)).detail)
    assert.equal(new Set(details).size, refusals.length)
    for (const detail of details) assert.match(detail, /over 7 s/)
  })

  it('that nobody foresaw is a defect, of which only this process knows what it was', () => {
    const { codec, told, defects } = setup()
    const surprises = [new TypeError('geheim'), new Problem('doel-verlopen', 'geheim'), 'geheim', undefined]
    for (const surprise of surprises) {
      assert.equal(told(surprise).code, 'interne-fout')
      assert.doesNotMatch(JSON.stringify(codec.writeFault(surprise)), /geheim/)
    }
    assert.deepEqual(new Set(defects), new Set(surprises))
  })

  it('is repeated in our own words only', () => {
    const { codec } = setup()
    for (const sent of [
      undefined,
      null,
      'vektis-faalt',
      {},
      { code: 'toString' },
      { code: 'onbekende-afnemer' },
      { code: ['vektis-faalt'] },
    ]) {
      const fault = codec.readFault(sent)
      assert.ok(fault instanceof Problem)
      assert.equal(fault.code, 'interne-fout', JSON.stringify(sent))
    }
    for (const [seconds, advised] of [
      [0.2, '1'],
      [2.1, '3'],
      [1e9, '3600'],
      [-1, '1'],
      ['<b>', '1'],
      [null, '1'],
    ] as const) {
      const fault = codec.readFault({ code: 'geen-plaats', reason: '<b>', seconds, detail: '<b>', headers: { a: 'b' } })
      assert.ok(fault instanceof Problem)
      assert.deepEqual(fault.headers, { 'Retry-After': advised })
      assert.doesNotMatch(fault.detail, /<b>/)
    }
  })
})
