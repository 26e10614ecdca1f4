// Whatever rotation and retention do meanwhile, each line comes once.

import assert from 'node:assert/strict'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDirectory } from '../audit/parts.ts'
import { readIds, writeLines } from './files.ts'

test('a file that is named twice is read once', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  writeLines(path, ['een', 'twee'])
  assert.deepEqual((await readIds({ list: async () => [path, path] })).ids, ['een', 'twee'])
})

/** Two files and a `list` that rotates the live one away right before its so-manieth answer. */
async function rotating(directory: string, at: number) {
  const live = join(directory, 'a.jsonl')
  const rotated = join(directory, 'a.20261122T120000Z.jsonl')
  writeLines(live, ['een', 'twee'])
  let asked = 0
  return async () => {
    asked += 1
    const known = asked === 1 ? [live] : [rotated, live].filter((path) => path === live || asked > at)
    if (asked === at) {
      renameSync(live, rotated)
      writeLines(live, ['drie'])
    }
    return asked === at && at > 1 ? [rotated, live] : known
  }
}

test('rotated between listing and opening: the renamed file is read after all', async (t) => {
  const list = await rotating(await makeDirectory(t), 1)
  assert.deepEqual((await readIds({ list })).ids.sort(), ['drie', 'een', 'twee'])
})

test('rotated after it was read: not a second time under its new name', async (t) => {
  const list = await rotating(await makeDirectory(t), 2)
  assert.deepEqual((await readIds({ list })).ids.sort(), ['drie', 'een', 'twee'])
})

test('deleted between listing and opening: it is gone, and the rest is read', async (t) => {
  const directory = await makeDirectory(t)
  const [gone, stays] = [join(directory, 'a.jsonl'), join(directory, 'b.jsonl')]
  writeLines(gone, ['een'])
  writeLines(stays, ['twee'])
  let listed = [gone, stays]
  const list = async () => {
    const now = listed
    rmSync(gone, { force: true })
    listed = [stays]
    return now
  }
  assert.deepEqual((await readIds({ list })).ids, ['twee'])
})

test('a file that is named and never there is a fault', async (t) => {
  const path = join(await makeDirectory(t), 'a.jsonl')
  await assert.rejects(readIds({ list: async () => [path] }), { code: 'ENOENT' })
})
