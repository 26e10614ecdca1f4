// A changed line is told and left out, a half one passed over, and the period has a begin and no end of its own.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDirectory } from '../audit/parts.ts'
import { chain, MOMENT, readIds, writeLines } from './files.ts'

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `verzoek-${from + n}`)
const changes = (to: number) => ids(1, to).map((verzoekId) => ({ verzoekId }))

test('changed lines are named by file and line, half ones not', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  const text = chain(changes(4)).replace('verzoek-2"', 'verzoek-9"')
  writeFileSync(path, `${text}{"tijdstip":"2026-`)
  const read = await readIds({ list: async () => [path] })
  assert.deepEqual(read.ids, ['verzoek-1', 'verzoek-3', 'verzoek-4'])
  assert.deepEqual(read.onleesbaar, { aantal: 1, plaatsen: ['a.jsonl:2'] })
  assert.equal(read.bestanden, 1)
})

test('of many changed lines all are counted and a hundred named', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  writeFileSync(path, chain(changes(120)).replaceAll('"zis"', '"zos"'))
  const { ids: read, onleesbaar } = await readIds({ list: async () => [path] })
  assert.deepEqual([read.length, onleesbaar.aantal, onleesbaar.plaatsen.length], [0, 120, 100])
})

test('the first moment of a period counts, the last does not', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  writeLines(path, ids(1, 5))
  const periode = { van: MOMENT + 1000, tot: MOMENT + 3000 }
  assert.deepEqual((await readIds({ list: async () => [path], periode })).ids, ['verzoek-2', 'verzoek-3'])
})
