// Property: whatever single thing is changed in a chain, verification finds it; what is cut off shows against a head.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import * as fc from 'fast-check'
import { readKoppen } from '../../src/audit/koppen.ts'
import { verify } from '../../src/audit/verify.ts'
import { makeDirectory, writeChain } from './parts.ts'

const LINES = 6
const inside = fc.nat(LINES - 1)

const always = <T>(values: fc.Arbitrary<T>, holds: (value: T) => Promise<boolean>) =>
  fc.assert(fc.asyncProperty(values, holds), { numRuns: 150 })

const asFile = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

/** Two chains in one file, so that changes fall inside them and where they meet. */
async function prepare(t: TestContext) {
  const directory = await makeDirectory(t)
  const path = join(directory, 'audit.jsonl')
  await writeChain(path, LINES / 2, 'first')
  const head = await writeChain(path, LINES / 2, 'second')
  const log = join(directory, 'gateway.log')
  await writeFile(log, `${JSON.stringify({ level: 30, msg: 'audit', ...head })}\n`)
  const changed = join(directory, 'changed.jsonl')

  const bytes = await readFile(path)
  return {
    bytes,
    lines: bytes.toString().split('\n').slice(0, -1),
    isFound: async (content: string | Buffer, withHeads = false): Promise<boolean> => {
      await writeFile(changed, content)
      const { gebrek } = await verify([changed], withHeads ? await readKoppen([log]) : undefined)
      return gebrek !== undefined
    },
  }
}

test('what was not changed is whole', async (t) => {
  const { bytes, isFound } = await prepare(t)
  assert.equal(await isFound(bytes, true), false)
})

test('any byte that is replaced is found', async (t) => {
  const { bytes, isFound } = await prepare(t)
  await always(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), ([at, by]) => {
    const changed = Buffer.from(bytes)
    changed[at] = ((bytes[at] ?? 0) + by) % 256
    return isFound(changed)
  })
})

test('any byte that is taken out or put in is found', async (t) => {
  const { bytes, isFound } = await prepare(t)
  // The newline of the last line may be lost: all that it said is still there.
  await always(fc.tuple(fc.nat(bytes.length - 2), fc.option(fc.nat(255))), ([at, byte]) =>
    isFound(
      byte === null
        ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
        : Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]),
    ),
  )
})

test('any line that is removed is found, the last by its head', async (t) => {
  const { lines, isFound } = await prepare(t)
  for (let at = 0; at < LINES; at += 1)
    assert.equal(await isFound(asFile(lines.toSpliced(at, 1)), at === LINES - 1), true, `line ${at}`)
})

test('any two lines that are swapped are found', async (t) => {
  const { lines, isFound } = await prepare(t)
  for (let a = 0; a < LINES; a += 1)
    for (let b = a + 1; b < LINES; b += 1)
      assert.equal(await isFound(asFile(lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''))), true, `${a} and ${b}`)
})

test('any line that is put in again is found', async (t) => {
  const { lines, isFound } = await prepare(t)
  await always(fc.tuple(inside, inside), ([from, to]) => isFound(asFile(lines.toSpliced(to, 0, lines[from] ?? ''))))
})

test('any text that is put in as a line is found', async (t) => {
  const { lines, isFound } = await prepare(t)
  const texts = fc.oneof(fc.constant(''), fc.string(), fc.constant('{"tijdstip":"2026-11-22'))
  // Before the first line of a chain a half line is what a crash leaves.
  const insideChain = inside.filter((at) => at % (LINES / 2) !== 0)
  await always(fc.tuple(insideChain, texts), ([at, text]) => isFound(asFile(lines.toSpliced(at, 0, text))))
})

test('a file that is cut off anywhere is found by its head', async (t) => {
  const { bytes, isFound } = await prepare(t)
  await always(fc.nat(bytes.length - 2), (length) => isFound(bytes.subarray(0, length), true))
})
