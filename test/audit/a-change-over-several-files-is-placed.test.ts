// Property: whatever is changed in one of several rotated files is found, in any order of the files, and at its line.

import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import * as fc from 'fast-check'
import { localDisk } from '../../src/audit/disk.ts'
import { openFileSink } from '../../src/audit/file-sink.ts'
import { auditFiles } from '../../src/audit/files.ts'
import { readKoppen } from '../../src/audit/koppen.ts'
import { verify } from '../../src/audit/verify.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeDirectory, openAudit, withId } from './parts.ts'

const FILES = 4
const LINES = 3

const always = <T>(values: fc.Arbitrary<T>, holds: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(values, holds), { numRuns: 150 })

/** Two lives of a process over four files; the second begins inside a file. */
async function prepare(t: TestContext) {
  const directory = await makeDirectory(t)
  const path = join(directory, 'audit.jsonl')
  const clock = createFakeClock()
  const rotation = { maxBytes: 0, daily: true, clock, onFault: (cause: Error) => assert.fail(cause) }
  const log = join(directory, 'gateway.log')
  let heads = ''
  let left = FILES * LINES
  for (const [keten, lines] of [
    ['first', 5],
    ['second', 7],
  ] as const) {
    const audit = await openAudit(path, { sink: await openFileSink(path, localDisk, rotation), clock, keten })
    for (let n = 0; n < lines; n += 1) {
      await audit.schrijf(withId(`${keten}-${n}`))
      left -= 1
      if (left % LINES === 0) await clock.advance(86_400_000)
    }
    heads += `${JSON.stringify(audit.head())}\n`
    await audit.close()
  }
  await writeFile(log, heads)
  const names = await auditFiles(path)
  assert.equal(names.length, FILES)
  const contents = await Promise.all(names.map((name) => readFile(name)))

  return {
    contents,
    lines: contents.map((bytes) => bytes.toString().split('\n').slice(0, -1)),
    /** Where the fault is found, as `[file, line]`, when the files hold this, read in this order. */
    placeOf: async (changed: ReadonlyArray<Buffer | string>, order: readonly number[], withHeads = false) => {
      await Promise.all(changed.map((content, at) => writeFile(names[at] ?? '', content)))
      const inOrder = order.map((at) => names[at] ?? '')
      const { gebrek } = await verify(inOrder, withHeads ? await readKoppen([log]) : undefined)
      const [, file = '', line] = /^(.*):(\d+)$/.exec(gebrek?.plaats ?? '') ?? []
      return gebrek && { file: names.indexOf(file), line: Number(line), wat: gebrek.wat }
    },
    names,
    log,
  }
}

const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: FILES })
const spot = fc.record({ file: fc.nat(FILES - 1), line: fc.nat(LINES - 1), order })
const asFile = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

test('what was not changed is whole, in any order, with its heads', async (t) => {
  const { contents, placeOf } = await prepare(t)
  await always(order, async (order) => assert.equal(await placeOf(contents, order, true), undefined))
})

test('any byte that is replaced is found at its line, or right behind it where it looks like a crash', async (t) => {
  const { contents, placeOf } = await prepare(t)
  await always(fc.tuple(spot, fc.nat(), fc.integer({ min: 1, max: 255 })), async ([{ file, order }, at, by]) => {
    const bytes = contents[file] ?? Buffer.alloc(0)
    const offset = at % bytes.length
    const changed = Buffer.from(bytes)
    changed[offset] = ((bytes[offset] ?? 0) + by) % 256
    const line = bytes.subarray(0, offset).toString('latin1').split('\n').length
    const found = await placeOf(contents.with(file, changed), order)
    // The last line of the first life: made half, it is what a crash leaves, but the next life names what it was.
    const mayBeCrash = file === 1 && line === 2 && found?.line === 3
    assert.deepEqual([found?.file, found?.line], [file, mayBeCrash ? 3 : line])
  })
})

test('any line that is removed is found where the next one stands, the very last by its head', async (t) => {
  const { contents, lines, placeOf } = await prepare(t)
  await always(spot, async ({ file, line, order }) => {
    const changed = contents.with(file, Buffer.from(asFile((lines[file] ?? []).toSpliced(line, 1))))
    if (file === FILES - 1 && line === LINES - 1) {
      assert.match((await placeOf(changed, order, true))?.wat ?? '', /het log kent regel 7 van keten second/)
      return
    }
    const place = line === LINES - 1 ? [file + 1, 1] : [file, line + 1]
    const found = await placeOf(changed, order)
    assert.deepEqual([found?.file, found?.line], place)
  })
})

test('any two lines that are swapped, also between files, are found', async (t) => {
  const { lines, placeOf } = await prepare(t)
  await always(fc.tuple(spot, spot), async ([a, b]) => {
    if (a.file === b.file && a.line === b.line) return
    const changed = lines.map((own) => [...own])
    changed[a.file]![a.line] = lines[b.file]![b.line]!
    changed[b.file]![b.line] = lines[a.file]![a.line]!
    assert.ok(await placeOf(changed.map(asFile), a.order), `${a.file}:${a.line} and ${b.file}:${b.line}`)
  })
})

test('any line that is put in again, in whichever file, is found', async (t) => {
  const { lines, placeOf } = await prepare(t)
  await always(fc.tuple(spot, spot, fc.boolean()), async ([from, to, atEnd]) => {
    const line = lines[from.file]![from.line]!
    const changed = lines.with(to.file, lines[to.file]!.toSpliced(atEnd ? LINES : to.line, 0, line))
    assert.ok(await placeOf(changed.map(asFile), to.order))
  })
})

test('any file that is left out, or given twice, is found; the last one by its head', async (t) => {
  const { names, log } = await prepare(t)
  for (const [at, name] of names.entries()) {
    const others = names.toSpliced(at, 1)
    assert.ok((await verify(others, await readKoppen([log]))).gebrek, `without ${at}`)
    assert.ok((await verify([...names, name])).gebrek, `twice ${at}`)
  }
})

test('a rotated file that is gone is found though all others are whole', async (t) => {
  const { names } = await prepare(t)
  await rm(names[1] ?? '')
  const { gebrek } = await verify(names.toSpliced(1, 1))
  assert.equal(gebrek?.plaats, `${names[2]}:1`)
})
