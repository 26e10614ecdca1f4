// Every kind of walk is stopped by one replica alone, one at a time or all at once; scattered codes never are.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { createRandom } from '../../src/sandbox/register/random.ts'
import { row } from './patterns.ts'
import { answered, createWatch, RUN } from './watch.ts'

const walks: Record<string, number[]> = {
  'one after the other': row(3_000_001, 200),
  downwards: row(3_000_001, 200).toReversed(),
  'at a step': row(3_000_001, 200, 700),
  'inside out': row(3_000_001, 200).map((code, at) => (at % 2 ? code : 3_000_201 - at)),
  'four in turn': row(1, 80).flatMap((code) => [1, 2, 3, 4].map((n) => n * 1_000_000 + code)),
}

for (const [name, codes] of Object.entries(walks))
  test(`${name}: at most ${RUN - 1} of held codes are answered`, async () => {
    const { ask } = createWatch()
    assert.ok((await answered(ask, codes)) < RUN)
  })

test('asked all at once, no more are answered, and one of them stops the caller', async () => {
  const { ask, besluiten } = createWatch()
  const answers = await Promise.all(row(3_000_001, 500).map((code) => ask(code)))
  assert.ok(answers.filter(Boolean).length < RUN)
  assert.equal(besluiten.filter(({ soort }) => soort === 'gestopt').length, 1)
})

test('the same code asked a thousand times is no walk', async () => {
  const { ask, besluiten } = createWatch()
  assert.equal(await answered(ask, row(3_000_001, 1000, 0)), 1000)
  assert.deepEqual(besluiten, [])
})

test('another caller is not stopped with it', async () => {
  const { ask } = createWatch()
  await answered(ask, row(3_000_001, 100))
  assert.equal(await ask(3_000_050, { afnemer: 'b' }), true)
})

test('known codes that lie scattered are never held back, in whatever order they are asked', async () => {
  // Not an array of fast-check: it likes small numbers, and those do lie together.
  const scattered = (seed: number) => {
    const random = createRandom(seed)
    return row(0, 1000).map(() => random.int(0, 99_999_999))
  }
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.boolean(), async (seed, sorted) => {
      const codes = scattered(seed)
      const { ask, besluiten } = createWatch()
      assert.equal(await answered(ask, sorted ? codes.sort((a, b) => a - b) : codes), codes.length)
      assert.deepEqual(besluiten, [])
    }),
    { numRuns: 30 },
  )
})
