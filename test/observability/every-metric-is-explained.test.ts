// The page about metrics has a row for every metric of ours, and for no other.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { withGateway } from '../support/gateway.ts'

test('docs/metrics.md tells of each metric', async (t) => {
  const gateway = await withGateway(t)
  const page = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
  const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name).sort()
  assert.deepEqual(named(page, /^\| `(agb_\w+)/gm), named(await gateway.metrics(), /^# HELP (agb_\w+)/gm))
})
