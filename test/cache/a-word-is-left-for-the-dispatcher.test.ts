import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createLocalWord, createRedisWord } from '../../src/cache/purge-word.ts'
import { places, startFleet } from './purge-fleet.ts'

it('a word is left for the dispatcher, until it is taken', async (t) => {
  const { admin } = await startFleet(t)
  const words = { shared: createRedisWord({ redis: admin, places }), alone: createLocalWord() }
  for (const [name, word] of Object.entries(words)) {
    assert.equal(await word.read(), undefined, name)
    await word.leave('yes')
    assert.equal(await word.read(), 'yes', name)
    await word.clear()
    assert.equal(await word.read(), undefined, name)
  }
})
