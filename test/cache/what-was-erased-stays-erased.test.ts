import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { Cluster } from 'ioredis'
import { createRecut } from '../../src/cache/tags-recut.ts'
import { entryAt } from './entries.ts'
import { startRedis } from '../support/redis.ts'
import { places, startFleet } from './purge-fleet.ts'
import { happens, patient } from './redis.ts'

async function stageOf(t: TestContext) {
  const fleet = await startFleet(t)
  await fleet.grant('1')
  const replica = await fleet.replica()
  await replica.log.prepare()
  const now = fleet.clock.now()
  const entry = (behind: number, tags: string[]) => entryAt(fleet.clock, { fetchedAt: now - behind, tags })
  return { ...fleet, ...replica, now, entry }
}

describe('what was erased stays erased', () => {
  it('all that names it goes, also as one of many, and nothing else', async (t) => {
    const { tagged, store, entry, now, admin } = await stageOf(t)
    await tagged.keep('detail/a', entry(10, ['a']))
    await tagged.keep('relaties/b', entry(10, ['b', 'a', 'c']))
    await tagged.keep('detail/b', entry(10, ['b']))
    assert.equal(await tagged.erase([['a', now]]), 2)
    assert.equal(await store.get('detail/a'), undefined)
    assert.equal(await store.get('relaties/b'), undefined)
    assert.ok(await store.get('detail/b'))
    assert.equal(await tagged.count(), 1)
    assert.deepEqual([...(await tagged.held(['a', 'b', 'c'])).keys()], ['b'])
    // What is left of it is the moment, and nothing of what stood there.
    assert.deepEqual(await admin.hgetall(places.marks), { a: String(now).padStart(16, '0') })
  })

  it('an earlier fetch that ends later is refused, a later one is kept', async (t) => {
    const { tagged, store, entry, now, freshness } = await stageOf(t)
    await tagged.erase([['a', now]])
    assert.equal(await tagged.keep('relaties/b', entry(1, ['b', 'a'])), 'erased')
    assert.equal(await store.get('relaties/b'), undefined)
    assert.equal(freshness.judge(entry(1, ['b', 'a'])).state, 'erased', 'who has it from elsewhere may not give it')
    assert.equal(await tagged.keep('detail/a', entry(0, ['a'])), 'kept')
  })

  it('nor is what was fetched after the mark erased with it', async (t) => {
    const { tagged, store, entry, now } = await stageOf(t)
    await tagged.keep('detail/a', entry(0, ['a']))
    await tagged.keep('relaties/a', entry(1, ['a']))
    assert.equal(await tagged.erase([['a', now]]), 1)
    assert.ok(await store.get('detail/a'))
  })

  it('an old dispatcher that wakes neither keeps nor erases', async (t) => {
    const { tagged, replica, grant, entry, now, store } = await stageOf(t)
    const old = await replica(() => '1')
    await old.log.prepare()
    await tagged.keep('detail/a', entry(1, ['a']))
    await grant('2')
    await assert.rejects(old.tagged.keep('detail/b', entry(0, ['b'])), { name: 'NotOurs' })
    await assert.rejects(old.tagged.erase([['a', now]]), { name: 'NotOurs' })
    assert.ok(await store.get('detail/a'))
    assert.equal(await store.get('detail/b'), undefined)
  })

  it('nor does one whose token stands in a Redis that was restarted since', async (t) => {
    const { tagged, admin, entry } = await stageOf(t)
    await admin.hset(places.lease, 'run', 'another')
    await assert.rejects(tagged.keep('detail/a', entry(0, ['a'])), { name: 'NotOurs' })
  })

  it('another cut that was under way does not bring it back', async (t) => {
    const { tagged, entry, now, redis, store } = await stageOf(t)
    const recut = createRecut({ redis, places })
    const read = entry(1, ['a'])
    await tagged.keep('detail/a', read)
    assert.equal(await recut('detail/a', { ...read, scope: [] }), true)
    assert.deepEqual((await store.get('detail/a'))?.scope, [])
    await tagged.erase([['a', now]])
    assert.equal(await recut('detail/a', read), false)
    assert.equal(await store.get('detail/a'), undefined)
  })

  it('a Redis that forgot the erasure, but not the entry, is told again', async (t) => {
    const { tagged, log, entry, now, admin, grant, store } = await stageOf(t)
    await tagged.keep('detail/a', entry(1, ['a']))
    const keys = [places.entry('detail/a'), places.tag('a')]
    const dumps = await Promise.all(keys.map((key) => admin.dumpBuffer(key)))
    await tagged.erase([['a', now]])
    await admin.flushall()
    for (const [index, key] of keys.entries()) if (dumps[index]) await admin.restore(key, 0, dumps[index])
    assert.ok(await store.get('detail/a'))
    await grant('2')
    await log.prepare()
    assert.equal(await store.get('detail/a'), undefined)
    assert.equal(await tagged.keep('detail/a', entry(1, ['a'])), 'erased')
  })

  it('every replica hears of it, and of what gave way to another', async (t) => {
    const { tagged, replica, entry, now } = await stageOf(t)
    const reader = await replica(() => undefined)
    await reader.stream.catchUp()
    await tagged.keep('detail/a', entry(5, ['a']))
    await tagged.keep('detail/a', entry(2, ['a']))
    assert.equal(await tagged.keep('detail/a', entry(3, ['a'])), 'later')
    await tagged.erase([['a', now]])
    await reader.stream.catchUp()
    assert.deepEqual(reader.events, [
      { kind: 'replaced', key: 'detail/a', before: now - 2 },
      { kind: 'erased', marks: [['a', now]] },
    ])
    assert.equal(reader.freshness.judge(entry(1, ['a'])).state, 'erased')
  })

  it('when Redis is full entries are no longer kept, but still known, and erasing goes on', async (t) => {
    const { tagged, entry, now, admin, store, freshness } = await stageOf(t)
    await tagged.keep('detail/a', entry(9, ['a']))
    await admin.config('SET', 'maxmemory', '1')
    assert.equal(await tagged.keep('detail/b', entry(9, ['b'])), 'listed')
    assert.deepEqual((await tagged.held(['b'])).get('b'), [{ key: 'detail/b', fetchedAt: now - 9 }])
    assert.equal(await tagged.keep('detail/a', entry(8, ['a'])), 'listed', 'the older one gives way all the same')
    assert.equal(await store.get('detail/a'), undefined)
    await tagged.erase([['b', now - 9]])
    assert.equal((await tagged.held(['b'])).size, 1, 'fetched at the mark')
    await tagged.erase([['b', now]])
    assert.equal((await tagged.held(['b'])).size, 0)
    assert.equal(freshness.judge(entry(9, ['b'])).state, 'erased')
    await admin.config('SET', 'maxmemory', '0')
    assert.equal(await tagged.keep('detail/a', entry(7, ['a'])), 'kept')
    assert.deepEqual((await tagged.held(['a'])).get('a'), [{ key: 'detail/a', fetchedAt: now - 7 }])
    assert.equal(await admin.exists(places.unstored), 0)
  })

  it('tags lead to their entries only as long as those are held', async (t) => {
    const { tagged, admin, clock } = await stageOf(t)
    const now = Date.now()
    const deleteAt = now + 5000
    await tagged.keep('detail/a', entryAt(clock, { tags: ['a'], deleteAt }))
    assert.equal(await admin.pexpiretime(places.tag('a')), deleteAt)
    await tagged.keep('relaties/a', entryAt(clock, { tags: ['a'], deleteAt: deleteAt + 5000 }))
    assert.equal(await admin.pexpiretime(places.tag('a')), deleteAt + 5000)
    await admin.zadd(places.tag('a'), String(now - 1), 'gone/a')
    await tagged.keep('detail/a', entryAt(clock, { tags: ['a'], deleteAt }))
    assert.deepEqual(await admin.zrange(places.tag('a'), '0', '-1'), ['detail/a', 'relaties/a'])
    const keys: string[] = []
    for await (const key of tagged.keys()) keys.push(key)
    assert.deepEqual(keys.sort(), ['detail/a', 'relaties/a'])
  })

  it('in a Cluster too', async (t) => {
    const server = await startRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'])
    t.after(() => server[Symbol.asyncDispose]())
    const bare = patient(server.url)
    t.after(() => bare.disconnect())
    await happens(bare, 'ready')
    await bare.cluster('ADDSLOTSRANGE', '0', '16383')
    while (!(await bare.cluster('INFO')).includes('cluster_state:ok'))
      await new Promise((resolve) => setImmediate(resolve))
    const connect = () =>
      new Cluster([{ host: '127.0.0.1', port: server.port }], { enableOfflineQueue: false }).on('error', () => {})
    const fleet = await startFleet(t, { server, connect })
    await fleet.grant('1')
    const { log, tagged, store, stream, events } = await fleet.replica()
    await log.prepare()
    // Who reads for the first time takes the state whole, and hears of no single event before it.
    await stream.catchUp()
    await tagged.keep('relaties/b', entryAt(fleet.clock, { tags: ['a', 'b'] }))
    assert.equal((await tagged.held(['a', 'b'])).size, 2)
    assert.equal(await tagged.erase([['a', fleet.clock.now() + 1]]), 1)
    assert.equal(await store.get('relaties/b'), undefined)
    await stream.catchUp()
    assert.equal(events.at(-1)?.kind, 'erased')
  })

  it('an answer that names a thousand parties is one step too', async (t) => {
    const { tagged, entry, now } = await stageOf(t)
    const tags = Array.from({ length: 2500 }, (_, index) => String(index).padStart(8, '0'))
    assert.equal(await tagged.keep('relaties/big', entry(5, tags)), 'kept')
    await tagged.erase([['00002499', now]])
    assert.equal(await tagged.keep('relaties/big', entry(5, tags)), 'erased')
  })
})
