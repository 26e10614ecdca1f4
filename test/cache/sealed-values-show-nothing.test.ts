import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { readKeys } from '../../src/lib/keys.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { entryAt } from './entries.ts'
import { planter, startStore } from './redis.ts'

const place = (key: string) => `{agb}:entry:${key}`
const oldKey = `oud:${'1'.repeat(64)}`
const newKey = `nieuw:${'2'.repeat(64)}`

async function start(text: string) {
  const held = { keys: readKeys(text) }
  const stage = await startStore({ seal: createSeal({ keys: () => held.keys }) })
  return Object.assign(stage, { turnTo: (next: string) => void (held.keys = readKeys(next)) })
}

describe('sealed values', () => {
  it('show nothing of the document to who reads all of Redis', async () => {
    await using stage = await start(newKey)
    const secret = 'Geheimpersoon'
    const entry = { document: { Achternaam: secret }, tags: ['87654321'], scope: ['geboortedatum'] }
    await stage.store.set('sleutel', entryAt(stage.clock, entry))
    const reader = await stage.connect()
    const keys = await reader.keys('*')
    assert.deepEqual(keys, [place('sleutel')])
    const value = (await reader.getBuffer(place('sleutel'))) ?? Buffer.of()
    const readings = [...keys, value.toString('latin1'), ...everyInflation(value)].join('\n')
    for (const word of [secret, 'Achternaam', '87654321', 'geboortedatum']) assert.ok(!readings.includes(word), word)
  })

  it('would be found by that reading when they were plain', async () => {
    await using stage = await startStore()
    await stage.store.set('a', entryAt(stage.clock, { document: 'Geheimpersoon' }))
    const value = (await stage.redis.getBuffer(place('a'))) ?? Buffer.of()
    assert.ok(everyInflation(value).some((text) => text.includes('Geheimpersoon')))
  })

  it('differ each time, also for the same entry', async () => {
    await using stage = await start(newKey)
    const entry = entryAt(stage.clock)
    await stage.store.set('a', entry)
    const first = await stage.redis.getBuffer(place('a'))
    await stage.store.set('a', entry)
    assert.notDeepEqual(await stage.redis.getBuffer(place('a')), first)
  })

  it('of the old key are read after a new one came first, until the old one goes', async () => {
    await using stage = await start(oldKey)
    const { store, clock, faults } = stage
    await store.set('a', entryAt(clock))
    stage.turnTo(`${newKey}\n${oldKey}`)
    assert.ok(await store.get('a'))
    await store.set('b', entryAt(clock))
    stage.turnTo(newKey)
    assert.ok(await store.get('b'), 'the first key seals')
    assert.deepEqual(faults, [])
    assert.equal(await store.get('a'), undefined)
    assert.deepEqual(faults, ['unreadable'])
  })

  it('of a bare key are read when it got an id', async () => {
    await using stage = await start('3'.repeat(64))
    await stage.store.set('a', entryAt(stage.clock))
    stage.turnTo(`${newKey}\neerste:${'3'.repeat(64)}`)
    assert.ok(await stage.store.get('a'))
  })

  it('open at no other place', async () => {
    await using stage = await start(newKey)
    const { store, redis, clock, faults } = stage
    await store.set('a', entryAt(clock))
    await redis.copy(place('a'), place('b'))
    assert.equal(await store.get('b'), undefined)
    assert.deepEqual(faults, ['unreadable'])
    assert.ok(await store.get('a'))
  })

  it('open no more when any byte was changed, or cut off', async () => {
    await using stage = await start(newKey)
    const { store, redis, clock, faults } = stage
    await store.set('a', entryAt(clock))
    const value = (await redis.getBuffer(place('a'))) ?? Buffer.of()
    assert.ok(value.length > 50)
    const broken = Array.from(value, (_, at) => [flipped(value, at), value.subarray(0, at)]).flat()
    for (const bytes of broken) {
      await redis.set(place('a'), bytes)
      assert.equal(await store.get('a'), undefined)
    }
    assert.equal(new Set(faults).size, 1)
    // An empty value is one too: only a key that is not there is a miss without a fault.
    assert.equal(faults.length, broken.length)
    await redis.set(place('a'), value)
    assert.ok(await store.get('a'))
  })

  it('are the only ones believed: a plain value planted beside them is a miss', async () => {
    await using stage = await start(newKey)
    const { store, redis, clock, faults } = stage
    await planter(redis)('a', entryAt(clock))
    assert.equal(await store.get('a'), undefined)
    assert.deepEqual(faults, ['unreadable'])
  })
})

function flipped(value: Buffer, at: number): Buffer {
  const changed = Buffer.from(value)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** What unpacks from any byte on: a plain value stands deflated, so reading its bytes alone would prove nothing. */
function everyInflation(value: Buffer): string[] {
  return Array.from(value, (_, at) => {
    try {
      return inflateRawSync(value.subarray(at)).toString('latin1')
    } catch {
      return ''
    }
  })
}
