// What stops a walk is asked before Vektis is, only for what is not held fresh, and no old copy hides its answer.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { catalogus } from '../../src/domain/catalogus.ts'
import { Gestopt } from '../../src/enumeratie/gestopt.ts'
import { createRead } from '../../src/raadpleging/read.ts'
import { vraagMet } from '../../src/raadpleging/vraag.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const vraag = vraagMet(catalogus.find(({ id }) => id === 'zorgverlener')!, { agbcode: '03000001' })

function reading(staleInMs: number | undefined) {
  const clock = createFakeClock()
  const now = clock.now()
  const entry: Entry = {
    fetchedAt: now,
    staleAt: now + (staleInMs ?? 1),
    deleteAt: now + 9999,
    scope: [],
    tags: [],
    document: {},
  }
  const done: string[] = []
  const read = createRead({
    cache: { get: async () => (staleInMs === undefined ? undefined : entry) },
    ask: async () => {
      done.push('vektis')
      return entry
    },
    beoordeel: () => (clock.now() < entry.staleAt ? { geef: true } : { geef: false }),
    ververs: () => undefined,
    count: () => undefined,
    clock,
    onRead: () => {},
  })
  const belang = { caller: 'a', weight: 1, deadline: 1000 }
  return { read: (onMiss: () => Promise<void>) => read(vraag, [], { ...belang, onMiss }), done }
}

for (const [name, staleInMs, expected] of [
  ['not held', undefined, ['judged', 'vektis']],
  ['held, past its term', -1, ['judged', 'vektis']],
  ['held and fresh', 1, []],
] as const)
  test(name, async () => {
    const { read, done } = reading(staleInMs)
    await read(async () => void done.push('judged'))
    assert.deepEqual(done, expected)
  })

test('a stop leaves Vektis alone and is not hidden behind an old copy', async () => {
  const { read, done } = reading(-1)
  const stopped = async () => {
    throw new Gestopt(0)
  }
  await assert.rejects(read(stopped), Gestopt)
  assert.deepEqual(done, [])
})
