// docs/settings.md is what `npm run settings` makes: every setting, its default and its bounds.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { settingsTable } from '../../src/cli/settings.ts'
import { settings } from '../../src/config/schema.ts'

test('docs/settings.md is up to date: else run npm run settings', async () => {
  const written = await readFile(new URL('../../docs/settings.md', import.meta.url), 'utf8')
  assert.equal(written, `${settingsTable()}\n`)
})

test('every setting has one row, with its default and what it must be', () => {
  const rows = settingsTable()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  assert.deepEqual(
    rows.map((row) => /`(\w+)`/.exec(row)?.[1]),
    Object.keys(settings),
  )
  assert.ok(
    rows.includes('| `PORT` | `8080` | be a whole number from 0 to 65535 | port for callers; 0 takes a free one |'),
  )
  assert.ok(rows.some((row) => row.startsWith('| `POLICY_FILE` | required |  | ')))
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row)
})
