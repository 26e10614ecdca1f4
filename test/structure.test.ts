// The shape of the source itself: small files that say what they are for, and a map that names every room.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'

const root = new URL('../', import.meta.url)
const MOST_LINES = 250

const inSource = await readdir(new URL('src/', root), { recursive: true, withFileTypes: true })
const files = inSource
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map(({ parentPath, name }) => `${parentPath}/${name}`)

describe('every file of the source', () => {
  it('is found', () => {
    assert.ok(files.length > 50, `only ${files.length}`)
  })

  it(`has at most ${MOST_LINES} lines`, async () => {
    const long: string[] = []
    for (const file of files) if ((await readFile(file, 'utf8')).split('\n').length > MOST_LINES + 1) long.push(file)
    assert.deepEqual(long, [])
  })

  it('opens with a sentence that says what it is for', async () => {
    const silent: string[] = []
    for (const file of files) {
      const [first = ''] = (await readFile(file, 'utf8')).split('\n')
      if (!/^\/\/ \S.+[.?]$/.test(first)) silent.push(`${file}: ${first}`)
    }
    assert.deepEqual(silent, [])
  })
})

describe('ARCHITECTURE.md', () => {
  it('names every folder of the source', async () => {
    const text = await readFile(new URL('ARCHITECTURE.md', root), 'utf8')
    const entries = await readdir(new URL('src/', root), { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    assert.ok(folders.length > 5, `only ${folders.length}`)
    assert.deepEqual(
      folders.filter((name) => !text.includes(`${name}/`)),
      [],
    )
  })
})
