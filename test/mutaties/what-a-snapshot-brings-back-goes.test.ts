import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFreshness } from '../../src/cache/freshness.ts'
import type { Held } from '../../src/cache/tags.ts'
import type { Named } from '../../src/mutaties/apply.ts'
import { createVerlopen } from '../../src/mutaties/verlopen.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const HOUR = 3_600_000

test('what was replaced or deleted, and a Redis that comes back from an old snapshot holds again, goes once more', async () => {
  const clock = createFakeClock()
  const freshness = createFreshness({ clock })
  const named = (code: string, at: number) => {
    const naming = { at, since: 0, after: 0 }
    freshness.apply({ kind: 'named', records: [[code, freshness.named(code, naming)]] })
  }
  named('00000001', clock.now() - 2 * HOUR)
  named('00000002', clock.now() - 1_000)
  let epoch = 'one'
  const standing = new Map<string, Held[]>()
  const deleted: string[] = []
  const fetched: Named[] = []
  const run = createVerlopen({
    clock,
    log: { prepare: async () => {}, epoch: () => epoch },
    freshness,
    tagged: { held: async () => standing, erase: async () => 1 },
    refetch: (keys) => void fetched.push(...keys),
    onDeleted: (code) => void deleted.push(code),
    onFault: (fault) => assert.fail(String(fault)),
  })
  const held = new AbortController()
  const running = run(held.signal)
  await clock.advance(2 * 60_000)
  assert.deepEqual([deleted, fetched], [[], []])

  epoch = 'two'
  standing.set('00000001', [{ key: 'zorgverlener/00000001', fetchedAt: clock.now() - 3 * HOUR }])
  standing.set('00000002', [{ key: 'zorgverlener/00000002', fetchedAt: clock.now() - 3 * HOUR }])
  await clock.advance(60_000)
  assert.deepEqual(deleted, ['00000001'], 'for more than an hour nobody could have it')
  assert.deepEqual([...new Set(fetched.map(({ key }) => key))].sort(), [
    'zorgverlener/00000001',
    'zorgverlener/00000002',
  ])
  held.abort()
  await running
})
