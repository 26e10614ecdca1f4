import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { heapSize } from '../../src/cache/heap-size.ts'
import { heapUsed } from '../support/heap.ts'

const word = (seed: number, length: number) => Math.sin(seed).toString(36).slice(2).padEnd(length, 'x').slice(0, length)
const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index))

/** Per shape a document, and by how much the estimate may exceed what it really takes. */
const shapes: Record<string, { document: (seed: number) => unknown; over: number }> = {
  'long texts': { document: (seed) => ({ a: word(seed, 200), b: word(seed + 0.5, 300) }), over: 1.1 },
  'texts outside Latin-1': { document: (seed) => ({ a: `ş${word(seed, 200)}` }), over: 1.1 },
  'empty objects': { document: () => list(100, () => ({})), over: 1.1 },
  'whole numbers': { document: (seed) => list(200, (index) => Math.floor(seed) + index), over: 1.1 },
  'a row of rows': {
    document: (seed) => list(20, (index) => ({ Code: `${index}`, Einde: null, Naam: word(seed + index, 22) })),
    over: 1.5,
  },
}

/** Bytes of heap for each of these texts, parsed, by V8's own count. */
function realSize(texts: readonly string[]): number {
  const held = Array.from<unknown>({ length: texts.length })
  const before = heapUsed()
  for (const [index, text] of texts.entries()) held[index] = JSON.parse(text)
  const real = (heapUsed() - before) / held.length
  // It must outlive the measurement: collected in between it would count as heap that was given back.
  assert.equal(held.length, texts.length)
  return real
}

/** The middle of three: what the process compiles or lets go of meanwhile is counted too, and does not come twice. */
const middleOf = (measure: () => number): number =>
  [measure(), measure(), measure()].toSorted((a, b) => a - b)[1] ?? Number.NaN

describe('the estimate of heap is near the heap that V8 takes, and not under it', () => {
  for (const [shape, { document, over }] of Object.entries(shapes)) {
    it(`for ${shape}`, () => {
      const texts = list(2000, (seed) => JSON.stringify(document(seed)))
      const real = middleOf(() => realSize(texts))
      const estimate = texts.reduce((sum, text) => sum + heapSize(JSON.parse(text)), 0) / texts.length
      const told = `${estimate.toFixed(0)} estimated, ${real.toFixed(0)} real`
      assert.ok(estimate > 0.95 * real, told)
      assert.ok(estimate < over * real, told)
    })
  }
})
