import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createLooks } from '../../src/cache/looks.ts'
import { entryAt } from './entries.ts'
import { startStore } from './redis.ts'

describe('looks that begin together', () => {
  /** What stands at a place is its name; each command is remembered. */
  function stage() {
    const commands: number[] = []
    const look = createLooks(async (places) => {
      commands.push(places.length)
      return places.map((place) => (place.startsWith('no') ? null : Buffer.from(place)))
    })
    return { commands, look: async (place: string) => (await look(place))?.toString() }
  }

  it('are one command, and each is given its own', async () => {
    const { commands, look } = stage()
    assert.deepEqual(await Promise.all(['a', 'no', 'b'].map(look)), ['a', undefined, 'b'])
    assert.deepEqual(commands, [3])
  })

  it('are one command also when each began behind a promise', async () => {
    const { commands, look } = stage()
    const late = async (place: string) => {
      await Promise.resolve()
      return look(place)
    }
    assert.deepEqual(await Promise.all([look('a'), late('b')]), ['a', 'b'])
    assert.deepEqual(commands, [2])
  })

  it('behind one that has left are one command, once all that came is read', async () => {
    const { commands, look } = stage()
    const found = []
    // Between two sockets of one turn everything that can go on goes on.
    for (const place of ['a', 'b', 'c']) {
      found.push(look(place))
      await new Promise<void>((resolve) => process.nextTick(resolve))
      assert.deepEqual(commands, [1], 'the first waits for nobody')
    }
    assert.deepEqual(await Promise.all(found), ['a', 'b', 'c'])
    assert.deepEqual(commands, [1, 2])
    await nextTurn()
    assert.equal(await look('d'), 'd')
    assert.deepEqual(commands, [1, 2, 1])
  })

  it('are divided over commands that end in time', async () => {
    const { commands, look } = stage()
    const places = Array.from({ length: 150 }, (_, n) => String(n))
    assert.deepEqual(await Promise.all(places.map(look)), places)
    assert.deepEqual(commands, [64, 64, 22])
  })

  it('in Redis find what is there, and fail as one', async () => {
    await using stage = await startStore()
    const { store, server, clock, faults } = stage
    const entry = entryAt(clock)
    await store.set('a', entry)
    assert.deepEqual(await Promise.all([store.get('a'), store.get('b')]), [entry, undefined])
    await server.pause()
    assert.deepEqual(await Promise.all([store.get('a'), store.get('b')]), [undefined, undefined])
    assert.deepEqual(faults, ['timeout'])
  })
})
