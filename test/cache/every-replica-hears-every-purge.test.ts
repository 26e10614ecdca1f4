import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { entryAt } from './entries.ts'
import { happens } from './redis.ts'
import { places, startFleet } from './purge-fleet.ts'

type Replica = Awaited<ReturnType<Awaited<ReturnType<typeof startFleet>>['replica']>>

/** Two replicas, the first of which writes. */
async function twoOf(t: TestContext, options: { maxEvents?: number } = {}) {
  const fleet = await startFleet(t, options)
  await fleet.grant('1')
  const writer = await fleet.replica()
  await writer.log.prepare()
  const reader = await fleet.replica(() => undefined)
  await reader.stream.catchUp()
  const name = async (tag: string) => {
    const naming = { at: fleet.clock.now() + 1, since: 0, after: 0 }
    await writer.log.tell({ kind: 'named', records: [[tag, writer.freshness.named(tag, naming)]] })
  }
  const stateOf = (replica: Replica, tag: string) =>
    replica.freshness.judge(entryAt(fleet.clock, { tags: [tag] })).state
  return { ...fleet, writer, reader, name, stateOf }
}

/** Looks again until it holds: the doorbell decides when, and the clock of the test stands still. */
async function comesTrue(look: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000
  while (!look()) {
    assert.ok(performance.now() < deadline, 'it never came true')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function cutOff({ redis }: Replica): Promise<void> {
  const ended = new Promise<void>((resolve) => void redis.once('end', () => resolve()))
  redis.disconnect()
  await ended
}

describe('every replica hears every purge', () => {
  it('by the doorbell alone, without any time passing', async (t) => {
    const { name, reader, stateOf } = await twoOf(t)
    assert.ok(reader.stream.heard())
    await name('a')
    await comesTrue(() => stateOf(reader, 'a') === 'touched')
    assert.equal(reader.states(), 1, 'nothing was read anew')
  })

  it('each once and in order', async (t) => {
    const { name, reader } = await twoOf(t)
    for (let index = 0; index < 30; index++) void name(`tag-${index}`)
    await name('last')
    await reader.stream.catchUp()
    const tags = reader.events.flatMap((event) => (event.kind === 'named' ? event.records.map(([tag]) => tag) : []))
    assert.deepEqual(tags, [...Array.from({ length: 30 }, (_, index) => `tag-${index}`), 'last'])
  })

  it('one that begins later too', async (t) => {
    const { name, replica, stateOf, writer } = await twoOf(t)
    await name('a')
    await writer.log.settle()
    await writer.log.tell({ kind: 'polled', feed: writer.freshness.polled(100, 50) })
    const late = await replica(() => undefined)
    await late.stream.catchUp()
    assert.equal(stateOf(late, 'a'), 'touched')
    assert.deepEqual(late.freshness.feed(), { from: 50, to: 100, polls: [[100, 50]] })
  })

  it('one that was cut off says so, and hears all of it afterwards', async (t) => {
    const { name, reader, stateOf } = await twoOf(t)
    await cutOff(reader)
    await reader.stream.catchUp()
    assert.equal(reader.stream.heard(), false)
    await name('a')
    await name('b')
    await reader.redis.connect()
    await reader.stream.catchUp()
    assert.deepEqual(reader.heard, [true, false, true])
    assert.equal(stateOf(reader, 'a'), 'touched')
    assert.equal(reader.states(), 1, 'the stream still held it')
  })

  it('one that missed more than the stream holds reads the whole state', async (t) => {
    const { name, reader, stateOf } = await twoOf(t, { maxEvents: 3 })
    await cutOff(reader)
    for (const tag of ['a', 'b', 'c', 'd', 'e']) await name(tag)
    await reader.redis.connect()
    await reader.stream.catchUp()
    assert.equal(reader.states(), 2)
    assert.equal(stateOf(reader, 'a'), 'touched')
  })

  it('when Redis was emptied nobody vouches, until the dispatcher has written down what it knows', async (t) => {
    const { name, reader, writer, admin, grant, stateOf } = await twoOf(t)
    await name('a')
    await reader.stream.catchUp()
    await admin.flushall()
    await reader.stream.catchUp()
    assert.equal(reader.stream.heard(), false)
    assert.equal(stateOf(reader, 'a'), 'touched', 'what it heard it knows')
    await grant('2')
    await assert.rejects(name('b'), { name: 'Unvouched' })
    await writer.log.prepare()
    await name('b')
    await reader.stream.catchUp()
    assert.ok(reader.stream.heard())
    assert.equal(stateOf(reader, 'b'), 'touched')
    assert.equal(await admin.hlen(places.records), 2)
  })

  it('when a snapshot takes the place of Redis, its count going back and on past the cursor', async (t) => {
    const { name, reader, writer, admin, grant, stateOf } = await twoOf(t)
    const kept = [places.shared, places.records, places.stream]
    const dumps = await Promise.all(kept.map((key) => admin.dumpBuffer(key)))
    for (const tag of ['a', 'b']) await name(tag)
    await reader.stream.catchUp()
    // As a replica that was behind and is promoted: older content, another run of the server.
    for (const [index, key] of kept.entries()) {
      await admin.del(key)
      if (dumps[index]) await admin.restore(key, 0, dumps[index])
    }
    await admin.hset(places.shared, 'run', 'another')
    await grant('2')
    await assert.rejects(name('c'), { name: 'Unvouched' })
    await writer.log.prepare()
    for (const tag of ['c', 'd', 'e']) await name(tag)
    await reader.stream.catchUp()
    for (const tag of ['a', 'b', 'c', 'd', 'e']) assert.equal(stateOf(reader, tag), 'touched', tag)
    assert.equal(await admin.hlen(places.records), 5, 'the dispatcher put back what the snapshot lacked')
  })

  it('when Redis was restarted empty, with the same replicas', async (t) => {
    const { name, reader, writer, server, grant, admin, stateOf } = await twoOf(t)
    await name('a')
    const ready = [reader.redis, writer.redis, admin].map((client) => happens(client, 'ready'))
    await server.restart()
    await Promise.all(ready)
    await grant('2')
    await writer.log.prepare()
    await name('b')
    await reader.stream.catchUp()
    assert.equal(stateOf(reader, 'b'), 'touched')
    assert.deepEqual((await admin.hkeys(places.records)).sort(), ['a', 'b'])
  })

  it('one who lost the lease tells nothing, whatever it believes', async (t) => {
    const { name, reader, grant, stateOf, replica } = await twoOf(t)
    const old = await replica(() => '1')
    await old.log.prepare()
    await grant('2')
    await assert.rejects(
      old.log.tell({ kind: 'named', records: [['a', old.freshness.named('a', { at: 1, since: 0, after: 0 })]] }),
      { name: 'NotOurs' },
    )
    assert.equal(old.freshness.record('a'), undefined, 'and does not know it itself')
    await name('b').catch(() => {})
    await reader.stream.catchUp()
    assert.equal(stateOf(reader, 'a'), 'current')
  })

  it('a new dispatcher knows what the one before told, before it tells anything', async (t) => {
    const { name, grant, replica } = await twoOf(t)
    await name('a')
    await grant('2')
    const next = await replica()
    await next.log.prepare()
    assert.ok(next.freshness.record('a'))
  })

  it('an event that cannot be read is no event: the whole state is read', async (t) => {
    const { reader, admin } = await twoOf(t)
    await admin.xadd(places.stream, '1-0', 'event', '{"kind":"later version"}')
    await admin.hset(places.shared, 'seq', 1)
    await reader.stream.catchUp()
    assert.deepEqual(reader.faults, ['unreadable'])
    assert.equal(reader.states(), 2)
    assert.ok(reader.stream.heard())
  })

  it('what was forgotten leaves the shared state too', async (t) => {
    const { name, writer, admin } = await twoOf(t)
    await name('a')
    await writer.log.forget({ records: ['a'], marks: [] })
    assert.equal(await admin.hlen(places.records), 0)
  })
})
