// What the dispatcher holds is as good as a fetch when it is fresh, sound, and no poorer than a fetch would be.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { createNakijken } from '../../src/raadpleging/nakijken.ts'
import { bezig, gefaald } from '../../src/raadpleging/meting.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, truth, vraagOf } from './parts.ts'

const clock = createFakeClock()
const { freshness } = truth(clock)
const vraag = vraagOf('zorgverlener')

/** In the whole cache, which must give the same as this process alone where that holds all there is. */
async function lookAt(entry: Entry | undefined, scope: readonly string[] = ['identificatie', 'naam'], asked = vraag) {
  const peek = (key: string) => (key === asked.sleutel ? entry : undefined)
  const cache = { get: async (key: string) => peek(key) }
  const { judge } = freshness
  const { glance, lookup } = createNakijken({ cache, near: { peek }, judge, clock, bewaarsnede: () => ({ scope }) })
  assert.deepEqual(glance(asked), await lookup(asked))
  return glance(asked)
}

describe('a look before Vektis is asked', () => {
  it('finds what is fresh and kept for as much', async () => {
    for (const entry of [entryOf(clock), entryOf(clock, { document: undefined })])
      assert.equal((await lookAt(entry))?.entry, entry)
  })

  it('passes by what is past its term, poorer than a fetch would be, of another shape, or not there', async () => {
    assert.equal(await lookAt(entryOf(clock, { staleAt: clock.now() })), undefined)
    const due = { fetchedAt: clock.now() - 80, staleAt: clock.now() + 20 }
    assert.equal(await lookAt(entryOf(clock, due)), undefined, 'what is to be fetched anew')
    assert.equal(await lookAt(entryOf(clock), ['geslacht', 'naam']), undefined)
    assert.equal(await lookAt(entryOf(clock, { document: [] })), undefined)
    assert.equal(await lookAt(undefined), undefined)
  })

  it('passes by what the feed named since it was fetched', async () => {
    const naming = { at: clock.now() + 1, since: 0, after: 0 }
    const entry = entryOf(clock, { tags: ['03000002'] })
    assert.ok(await lookAt(entry))
    freshness.apply({ kind: 'named', records: [['03000002', freshness.named('03000002', naming)]] })
    assert.equal(await lookAt(entry), undefined)
  })

  it('takes no note of a connectivity test for an answer', async () => {
    for (const entry of [bezig(clock.now()), gefaald(clock.now(), new Error('x'))])
      assert.equal(await lookAt(entry, ['techniek'], vraagOf('test', { number: '7' })), undefined)
  })
})
