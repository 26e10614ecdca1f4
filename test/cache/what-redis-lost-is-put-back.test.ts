// A Redis that comes back without what it held gets it from the replicas, or they let go of it: a list must find its holders.

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { entryAt } from './entries.ts'
import { places, startFleet } from './purge-fleet.ts'

/** The dispatcher followed the feed, and another replica holds what it fetched for it. */
async function stageOf(t: TestContext) {
  const fleet = await startFleet(t, { everyMs: 1e12 })
  await fleet.grant('1')
  const writer = await fleet.replica()
  const { clock } = fleet
  await writer.log.prepare()
  await writer.log.settle()
  await writer.log.tell({ kind: 'polled', feed: writer.freshness.polled(clock.now() - 10, 0) })
  const reader = await fleet.replica(() => undefined)
  await reader.stream.catchUp()
  const entry = entryAt(clock, { tags: ['a', 'b'] })
  await writer.tagged.keep('detail/a', entry)
  await reader.memory.set('detail/a', entry)

  /** Redis is emptied, and the dispatcher writes anew what it knows. */
  async function lose(): Promise<void> {
    await fleet.admin.flushall()
    await fleet.grant('2')
    await writer.log.prepare()
  }
  const settle = async () => {
    const settling = writer.log.settle()
    await clock.advance(1_000)
    await settling
  }
  return { ...fleet, writer, reader, entry, lose, settle }
}

describe('what Redis lost is put back', () => {
  it('by who holds it, so that all can see it and a list finds it', async (t) => {
    const { writer, reader, entry, lose, settle } = await stageOf(t)
    await lose()
    assert.equal(await writer.store.get('detail/a'), undefined)
    await reader.stream.catchUp()
    assert.ok(reader.stream.heard())
    assert.deepEqual(await writer.store.get('detail/a'), entry)
    await settle()
    assert.deepEqual([...(await writer.tagged.held(['a', 'b'])).keys()], ['a', 'b'])
    assert.equal(reader.memory.peek('detail/a'), entry)
  })

  it('not when a list was applied already, which would have been told to nobody: then it is let go', async (t) => {
    const { writer, reader, lose, settle } = await stageOf(t)
    await lose()
    await settle()
    assert.equal((await writer.tagged.held(['a'])).size, 0)
    await reader.stream.catchUp()
    assert.equal(reader.memory.peek('detail/a'), undefined)
    assert.equal(await writer.store.get('detail/a'), undefined)
  })

  it('nor what was erased', async (t) => {
    const { writer, reader, clock, lose } = await stageOf(t)
    await lose()
    await writer.tagged.erase([['b', clock.now() + 1]])
    await reader.stream.catchUp()
    assert.equal(reader.memory.peek('detail/a'), undefined)
    assert.equal(await writer.store.get('detail/a'), undefined)
  })

  it('nor in the place of a later fetch', async (t) => {
    const { writer, reader, clock, lose } = await stageOf(t)
    await lose()
    const later = entryAt(clock, { fetchedAt: clock.now() + 5, tags: ['a'] })
    await writer.tagged.keep('detail/a', later)
    await reader.stream.catchUp()
    assert.equal(reader.memory.peek('detail/a'), undefined)
    assert.deepEqual(await writer.store.get('detail/a'), later)
  })

  it('by name alone when there is no room', async (t) => {
    const { writer, reader, admin, entry, lose } = await stageOf(t)
    await lose()
    await admin.config('SET', 'maxmemory', '1')
    await reader.stream.catchUp()
    assert.equal(reader.memory.peek('detail/a'), entry)
    assert.deepEqual((await writer.tagged.held(['a'])).get('a'), [{ key: 'detail/a', fetchedAt: entry.fetchedAt }])
  })

  it('again from the start when Redis fails on the way', async (t) => {
    const { reader, admin, entry, lose } = await stageOf(t)
    await lose()
    // A set where the keys of all entries stand: the script fails half-way.
    await admin.sadd(places.keys, 'x')
    await reader.stream.catchUp()
    assert.equal(reader.stream.heard(), false)
    assert.equal(reader.memory.peek('detail/a'), entry)
    await admin.del(places.keys)
    await reader.stream.catchUp()
    assert.ok(reader.stream.heard())
    assert.equal(await admin.zcard(places.keys), 1)
  })

  it('and a poll that was under way when Redis was lost does not count', async (t) => {
    const { writer, clock, lose } = await stageOf(t)
    await lose()
    const polled = writer.freshness.polled(clock.now(), 0)
    await assert.rejects(writer.log.tell({ kind: 'polled', feed: polled }), { name: 'Unvouched' })
  })
})
