// A row filter looks at the detail of the party: called for once, then held, with no more of it than the filter reads.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { bewaarsnede, nodig } from '../../src/doelbinding/bewaren.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { createFetchEntry } from '../../src/raadpleging/fetch-entry.ts'
import { createRead } from '../../src/raadpleging/read.ts'
import { doelOf, type Words } from '../doelbinding/filter-doelen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { belang, controlOf, lezingVan, truth, vraagOf } from './parts.ts'

/** Reads as the main path does: for this doel, with a cache and a Vektis that counts. */
function setup(words: Words, outcome: Outcome) {
  const clock = createFakeClock()
  const doel = doelOf(words)
  const cache = createMemoryStore({ maxBytes: 100_000, clock })
  const calls: string[] = []
  const control = controlOf(async (path) => {
    calls.push(path)
    return outcome
  })
  const fetchEntry = createFetchEntry({
    land: async (key, entry) => {
      await cache.set(key, entry)
      return true
    },
    volg: async () => assert.fail('it is no list of changed codes'),
    clock,
    bewaarsnede: (bevraging) => bewaarsnede([doel], bevraging, clock.now()),
    houdbaarheid: () => ({ vers: 1000, oud: 0 }),
    onUnknown: () => undefined,
    onOutcome: () => undefined,
  })
  const read = createRead({
    cache,
    ask: async ({ parts }) => (await fetchEntry(parts, control)).entry,
    ...truth(clock).reading,
    clock,
    onRead: () => undefined,
  })
  const detail = vraagOf('zorgverlener')
  return { calls, readDetail: () => lezingVan(read(detail, nodig(doel, detail.bevraging), belang())) }
}

const document = { AGBCode: '03000001', Achternaam: 'Jansen', Zorgsoort: { Code: '05', Omschrijving: 'X' } }
const words = { categorieen: ['identificatie', 'naam', 'relatie'], zorgsoorten: ['03'] }

describe('the detail that a row filter looks at', () => {
  for (const bewerkingen of [['relaties'], ['relaties', 'detail']]) {
    it(`is called for once, then held: ${bewerkingen.join(' and ')}`, async () => {
      const { calls, readDetail } = setup({ ...words, bewerkingen }, { kind: 'record', document })
      assert.equal((await readDetail()).herkomst, 'vektis')
      assert.equal((await readDetail()).herkomst, 'cache')
      assert.equal(calls.length, 1)
    })
  }

  it('is held as long when there is none', async () => {
    const { calls, readDetail } = setup({ ...words, bewerkingen: ['relaties'] }, { kind: 'absent' })
    await readDetail()
    assert.equal((await readDetail()).herkomst, 'cache')
    assert.equal(calls.length, 1)
  })

  it('holds nothing of the person for a doel that may not ask for it', async () => {
    const { readDetail } = setup({ ...words, bewerkingen: ['relaties'] }, { kind: 'record', document })
    assert.deepEqual((await readDetail()).entry.document, { AGBCode: '03000001', Zorgsoort: { Code: '05' } })
  })
})
