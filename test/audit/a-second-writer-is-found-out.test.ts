// Two processes on one file would fork the chain: whoever comes second is refused and harms nothing.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { verify } from '../../src/audit/verify.ts'
import { idsIn, makeDirectory, openAudit, withId } from './parts.ts'

test('of two writers on one file the first to write goes on, the other gets nothing in', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const first = await openAudit(path)
  const second = await openAudit(path)
  await first.schrijf(withId('a'))
  await assert.rejects(second.schrijf(withId('x')), /another process writes to the audit file/)
  assert.equal(second.ready(), false)
  await first.schrijf(withId('b'))
  await Promise.all([first.close(), second.close()])
  assert.deepEqual(await idsIn(path), ['a', 'b'])
  assert.equal((await verify([path])).gebrek, undefined)
})
