// A process killed under load: every line it acknowledged is in the file, and the chains of all its lives are whole.

import assert from 'node:assert/strict'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { test } from 'node:test'
import { verify } from '../../src/audit/verify.ts'
import { readLines } from '../../src/audit/lines.ts'
import { readLine } from '../../src/audit/line.ts'
import { makeDirectory } from './parts.ts'

const WRITER = join(import.meta.dirname, 'writer.ts')

/** Everything the process says it wrote, until it ends. */
async function acknowledgements(
  child: ChildProcessByStdio<null, Readable, Readable | null>,
  onLine?: (count: number) => void,
) {
  const ids: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (id) => {
    ids.push(id)
    onLine?.(ids.length)
  })
  await once(child, 'close')
  return ids
}

async function wholeIds(path: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const { bytes } of readLines(path)) {
    if (readLine(bytes).soort === 'heel') ids.add((JSON.parse(bytes.toString()) as { verzoekId: string }).verzoekId)
  }
  return ids
}

for (const writers of ['1', '50']) {
  test(`after SIGKILL with ${writers} lines at once nothing acknowledged is missing`, async (t) => {
    const path = join(await makeDirectory(t), 'audit.jsonl')
    const acknowledged: string[] = []
    for (const life of [40, 150, 333]) {
      const child = spawn(process.execPath, [WRITER, path, writers], { stdio: ['ignore', 'pipe', 'inherit'] })
      acknowledged.push(...(await acknowledgements(child, (count) => count === life && child.kill('SIGKILL'))))
    }
    const written = await wholeIds(path)
    assert.ok(acknowledged.length >= 40 + 150 + 333)
    assert.deepEqual(
      acknowledged.filter((id) => !written.has(id)),
      [],
    )
    const { gebrek, ketens } = await verify([path])
    assert.deepEqual({ gebrek, ketens }, { gebrek: undefined, ketens: 3 })
  })
}

test('when the file may grow no further the last write is cut back, and what was acknowledged stays', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  // The kernel itself cuts the write short at the limit (in blocks of 512 bytes) and then refuses, as a full disk does.
  const child = spawn('sh', ['-c', 'ulimit -f 50; exec "$@"', 'sh', process.execPath, WRITER, path, '20'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const refusals: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => refusals.push(line))
  const acknowledged = await acknowledgements(child)
  assert.equal(refusals.length, 20)
  assert.match(refusals[0] ?? '', /the disk took \d+ of \d+ bytes|EFBIG/)
  assert.ok(acknowledged.length > 0)
  assert.deepEqual([...(await wholeIds(path))].sort(), [...acknowledged].sort())
  const { gebrek, onafgemaakt } = await verify([path])
  assert.deepEqual({ gebrek, onafgemaakt }, { gebrek: undefined, onafgemaakt: [] })
})
