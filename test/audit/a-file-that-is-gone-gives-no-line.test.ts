// A deleted or moved file still takes writes; such lines would be lost, so nobody may be answered for them.

import assert from 'node:assert/strict'
import { rename, truncate, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFakeClock } from '../support/fake-clock.ts'
import { healed, idsIn, makeDirectory, openAudit, withId } from './parts.ts'

const harms: Record<string, { harm: (path: string) => Promise<void>; cause: RegExp }> = {
  deleted: { harm: unlink, cause: /no longer at its path/ },
  moved: { harm: (path) => rename(path, `${path}.1`), cause: /no longer at its path/ },
  replaced: {
    harm: async (path) => {
      await rename(path, `${path}.1`)
      await writeFile(path, '')
    },
    cause: /another file/,
  },
  emptied: { harm: (path) => truncate(path), cause: /another process writes to the audit file, or it was cut/ },
}

for (const [name, { harm, cause }] of Object.entries(harms)) {
  test(`no line is written to a file that was ${name}`, async (t) => {
    const path = join(await makeDirectory(t), 'audit.jsonl')
    const audit = await openAudit(path)
    await audit.schrijf(withId('a'))
    await harm(path)
    await assert.rejects(audit.schrijf(withId('b')), cause)
    assert.equal(audit.ready(), false)
    assert.equal(audit.head().volgnummer, 1)
    await audit.close()
  })
}

test('a file that is put back is written to again, without a gap', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const clock = createFakeClock()
  const audit = await openAudit(path, { clock })
  await audit.schrijf(withId('a'))
  await rename(path, `${path}.1`)
  await assert.rejects(audit.schrijf(withId('b')))
  await rename(`${path}.1`, path)
  await healed(audit, clock)
  await audit.schrijf(withId('c'))
  await audit.close()
  assert.deepEqual(await idsIn(path), ['a', 'c'])
})
