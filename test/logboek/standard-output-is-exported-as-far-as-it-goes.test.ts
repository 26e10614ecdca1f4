// On standard output lines cannot be read back: they are exported while they fit in memory, and what is dropped is counted.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createStreamFeed } from '../../src/logboek/stream-feed.ts'
import { makeDirectory, writeChain } from '../audit/parts.ts'

async function makeLines(t: TestContext, count: number): Promise<Buffer[]> {
  const path = join(await makeDirectory(t), 'lines')
  await writeChain(path, count)
  return (await readFile(path, 'utf8')).split(/(?<=\n)/).map((line) => Buffer.from(line))
}

function makeFeed(maxBytes: number) {
  const dropped: number[] = []
  return { dropped, ...createStreamFeed({ maxBytes, onDropped: (lines) => dropped.push(lines) }) }
}

test('a batch comes again until it has arrived, and then the next', async (t) => {
  const [one, two] = await makeLines(t, 2)
  const feed = makeFeed(10_000)
  feed.add(one!)
  const batch = await feed.next()
  feed.add(two!)
  assert.deepEqual(
    (await feed.next())?.regels.map(({ volgnummer }) => volgnummer),
    [1, 2],
  )
  await batch?.done()
  const rest = await feed.next()
  assert.deepEqual(
    rest?.regels.map(({ volgnummer }) => volgnummer),
    [2],
  )
  await rest?.done()
  assert.equal(await feed.next(), undefined)
  assert.deepEqual(feed.dropped, [])
})

test('what does not fit is dropped and counted, and there is room again once lines arrived', async (t) => {
  const lines = await makeLines(t, 4)
  const feed = makeFeed(lines[3]!.length)
  feed.add(lines[0]!)
  feed.add(Buffer.concat([lines[1]!, lines[2]!]))
  assert.deepEqual(feed.dropped, [2])
  await (await feed.next())?.done()
  feed.add(lines[3]!)
  assert.deepEqual(
    (await feed.next())?.regels.map(({ volgnummer }) => volgnummer),
    [4],
  )
})

test('a batch is bounded, and what still waits at the end is counted as dropped', async (t) => {
  const lines = await makeLines(t, 300)
  const feed = makeFeed(10_000_000)
  for (const line of lines) feed.add(line)
  const batch = await feed.next()
  const taken = batch?.regels.length ?? 0
  assert.ok(taken > 50 && taken < 200, `${taken}`)
  await batch?.done()
  await feed.close()
  assert.deepEqual(feed.dropped, [300 - taken])
})
